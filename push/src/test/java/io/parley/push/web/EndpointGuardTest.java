package io.parley.push.web;

import io.parley.runtime.proxy.AddressRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointGuardTest {

    private static final EndpointRules ALL = new EndpointRules(List.of("*"), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example/1",
                "https://push.example:8443/1",
                "https://user@push.example/1",
                "https://push.example/1#part",
                "https:///1",
                "https:push.example",
                "ftp://push.example/1",
                "file:///etc/passwd",
                "//push.example/1",
                "not an address",
                ""
            })
    void shouldRefuseWhatIsNoPlainHttpsAddress(String endpoint) throws UnknownHostException {
        assertThat(guard(ALL, "93.184.216.34").check(endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "198.18.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "2001::1"
            })
    void shouldRefuseAddressesThatAreNotPublic(String address) throws UnknownHostException {
        assertThat(guard(ALL, address).check("https://push.example/1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "2a00:1450:4001::1"})
    void shouldLetPublicAddressesThrough(String address) throws UnknownHostException {
        assertThat(guard(ALL, address).check("https://push.example/1")).isPresent();
    }

    @Test
    void shouldRefuseANameWhenOneOfItsAddressesIsNotPublic() throws UnknownHostException {
        assertThat(guard(ALL, "93.184.216.34", "10.0.0.1").check("https://push.example/1"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://fcm.googleapis.com/fcm/send/1, true",
        "https://FCM.googleapis.com/fcm/send/1, true",
        "https://fcm.googleapis.com:443/fcm/send/1, true",
        "https://updates.push.services.mozilla.com/wpush/v2/1, true",
        "https://push.services.mozilla.com/1, false",
        "https://evilpush.services.mozilla.com/1, false",
        "https://fcm.googleapis.com.example/1, false",
        "https://web.push.apple.com/1, true",
        "https://push.example/1, false"
    })
    void shouldLetTheServicesOfBrowsersThroughAlone(String endpoint, boolean allowed) throws UnknownHostException {
        EndpointRules browsers = new EndpointRules(EndpointRules.BROWSERS, List.of());

        assertThat(guard(browsers, "93.184.216.34").check(endpoint).isPresent()).isEqualTo(allowed);
    }

    @Test
    void shouldLetAServerOfOnesOwnThroughWhenItsRangeAndPortAreAllowed() throws UnknownHostException {
        EndpointRules own = new EndpointRules(List.of("push.lan:8443"), AddressRange.parseAll("10.1.0.0/16"));

        assertThat(guard(own, "10.1.2.3").check("https://push.lan:8443/1")).isPresent();
        assertThat(guard(own, "10.2.0.1").check("https://push.lan:8443/1")).isEmpty();
        assertThat(guard(own, "10.1.2.3").check("https://push.lan/1")).isEmpty();
    }

    private static EndpointGuard guard(EndpointRules rules, String... addresses) {
        return new EndpointGuard(rules, host -> {
            InetAddress[] resolved = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                resolved[i] = InetAddress.getByName(addresses[i]);
            }
            return resolved;
        });
    }
}
