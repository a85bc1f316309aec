package io.parley.runtime.proxy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyRulesTest {

    private static final List<AddressRange> TRUSTED =
            List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // From a proxy, from two, and from one that was lied to.
                "10.0.0.1 | 192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | 192.0.2.7, 10.9.9.9 | 192.0.2.7",
                "10.0.0.1 | 1.1.1.1, 192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | 1.1.1.1;192.0.2.7 | 192.0.2.7",
                "::1 | 2001:db8::7 | 2001:db8::7",
                "10.0.0.1 | [2001:db8::7]:4711 | 2001:db8::7",
                "10.0.0.1 | 192.0.2.7:4711 | 192.0.2.7",
                "10.0.0.1 | ::ffff:192.0.2.7 | 192.0.2.7",
                // All hops are proxies: the client is the one furthest away.
                "10.0.0.1 | 10.1.1.1 | 10.1.1.1",
                // A hop without an address, and nonsense.
                "10.0.0.1 | 192.0.2.7, unknown | 10.0.0.1",
                "10.0.0.1 | 192.0.2.7, host.example | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1",
                // From nobody who is trusted.
                "192.0.2.7 | 1.1.1.1 | 192.0.2.7",
            })
    void shouldBelieveXForwardedForOfProxiesAlone(String from, String hops, String client) {
        assertThat(client(ProxyHeader.X_FORWARDED_FOR, "X-Forwarded-For", from, hops))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | for=192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | proto=https; For=\"192.0.2.7:4711\";by=10.0.0.1 | 192.0.2.7",
                "10.0.0.1 | for=\"[2001:db8::7]:4711\" | 2001:db8::7",
                "10.0.0.1 | for=1.1.1.1, for=192.0.2.7, for=10.2.2.2 | 192.0.2.7",
                "10.0.0.1 | for=1.1.1.1;for=192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | for=192.0.2.7, for=_hidden | 10.0.0.1",
                "10.0.0.1 | for=192.0.2.7, by=10.0.0.1 | 10.0.0.1",
            })
    void shouldBelieveForwardedOfProxiesAlone(String from, String hops, String client) {
        assertThat(client(ProxyHeader.FORWARDED, "Forwarded", from, hops)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "X_FORWARDED_FOR, Forwarded, for=1.1.1.1",
        "FORWARDED, X-Forwarded-For, 1.1.1.1",
        "NONE, X-Forwarded-For, 1.1.1.1",
        "NONE, Forwarded, for=1.1.1.1"
    })
    void shouldNotLookAtAHeaderThatTheProxyDoesNotSet(ProxyHeader read, String written, String hops) {
        assertThat(client(read, written, "10.0.0.1", hops)).isEqualTo("10.0.0.1");
    }

    private static String client(ProxyHeader read, String header, String from, String hops) {
        // A semicolon between two of the same header, where the value has none of its own.
        List<String> values = List.of(header.equals("Forwarded") ? new String[] {hops} : hops.split(";", -1));
        return address(new ProxyRules(TRUSTED, read, false)
                .client(
                        IpLiterals.parse(from).orElseThrow(),
                        name -> name.equals(header.toLowerCase(Locale.ROOT)) ? values : List.of())
                .getHostAddress());
    }

    private static String address(String shown) {
        return shown.equals("2001:db8:0:0:0:0:0:7") ? "2001:db8::7" : shown;
    }
}
