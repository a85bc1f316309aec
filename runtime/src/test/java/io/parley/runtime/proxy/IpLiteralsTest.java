package io.parley.runtime.proxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

import static org.assertj.core.api.Assertions.assertThat;

class IpLiteralsTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
        "::ffff:192.0.2.7, 192.0.2.7",
    })
    void shouldReadAddresses(String text, String address) {
        assertThat(IpLiterals.parse(text)).map(InetAddress::getHostAddress).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {".::1", "..:a:b", ".a:b", "cafe", "fe80::1%eth0", "[::1]", "192.0.2", "localhost", ""})
    void shouldNeverHandOnWhatMightBeLookedUp(String text) {
        assertThat(IpLiterals.isLikeIpv6(text)).isFalse();
        assertThat(IpLiterals.parse(text)).isEmpty();
    }

    @Test
    void shouldReadNoAddressThatIsNone() {
        assertThat(IpLiterals.parse("1:2")).isEmpty();
        assertThat(IpLiterals.parse("256.0.0.1")).isEmpty();
    }
}
