package io.parley.gateway.limit;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;

import static org.assertj.core.api.Assertions.assertThat;

class SocketsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void shouldHaveRoomForTwiceTheSessionsWhenNothingElseIsSaid() {
        // Given
        Sockets sockets = new Sockets(new SocketLimits(0, 0), ConnectionLimits.of(2));

        // When
        for (int i = 0; i < 4; i++) {
            assertThat(sockets.enter(HERE)).isTrue();
        }

        // Then
        assertThat(sockets.enter(HERE)).isFalse();
        assertThat(sockets.count()).isEqualTo(4);
        sockets.leave(HERE);
        assertThat(sockets.enter(HERE)).isTrue();
    }

    @Test
    void shouldBoundAnAddressAndTakeNoPlaceFromOthersWhenItRefuses() throws Exception {
        // Given
        InetAddress there = InetAddress.getByName("203.0.113.7");
        Sockets sockets = new Sockets(new SocketLimits(2, 1), ConnectionLimits.of(9));
        assertThat(sockets.enter(HERE)).isTrue();

        // When
        assertThat(sockets.enter(HERE)).isFalse();

        // Then
        assertThat(sockets.count()).isEqualTo(1);
        assertThat(sockets.enter(there)).isTrue();
        sockets.leave(HERE);
        assertThat(sockets.enter(HERE)).isTrue();
    }
}
