package io.parley.gateway.limit;

import io.parley.gateway.GatewayConfig;
import io.parley.gateway.GatewaySetup;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;

import static org.assertj.core.api.Assertions.assertThat;

class SocketLimiterTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void shouldHaveRoomForTwiceTheSessionsWhenNothingElseIsSaid() {
        // Given
        SocketLimiter sockets = limiter("gateway.max-connections", "2");

        // When
        for (int i = 0; i < 4; i++) {
            assertThat(sockets.acquire(HERE)).isTrue();
        }

        // Then
        assertThat(sockets.acquire(HERE)).isFalse();
        assertThat(sockets.count()).isEqualTo(4);
        sockets.release(HERE);
        assertThat(sockets.acquire(HERE)).isTrue();
    }

    @Test
    void shouldBoundAnAddressAndTakeNoPlaceFromOthersWhenItRefuses() throws Exception {
        // Given
        InetAddress there = InetAddress.getByName("203.0.113.7");
        SocketLimiter sockets = limiter("gateway.max-sockets", "2", "gateway.max-sockets-per-address", "1");
        assertThat(sockets.acquire(HERE)).isTrue();

        // When
        assertThat(sockets.acquire(HERE)).isFalse();

        // Then
        assertThat(sockets.count()).isEqualTo(1);
        assertThat(sockets.acquire(there)).isTrue();
        sockets.release(HERE);
        assertThat(sockets.acquire(HERE)).isTrue();
    }

    private static SocketLimiter limiter(String... keysAndValues) {
        GatewayConfig.Limits limits = GatewaySetup.with(keysAndValues).limits();
        return new SocketLimiter(limits.sockets(), limits.connections());
    }
}
