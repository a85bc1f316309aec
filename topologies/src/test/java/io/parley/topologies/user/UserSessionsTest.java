package io.parley.topologies.user;

import io.parley.avro.internal.LiveSession;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UserSessionsTest {

    private static final LiveSession PHONE = new LiveSession("phone", "gw-1", 5L, null);
    private static final LiveSession LAPTOP = new LiveSession("laptop", "gw-1", 5L, null);
    private static final LiveSession TABLET = new LiveSession("tablet", "gw-2", 9L, null);

    private final UserSessions sessions =
            UserSessions.NONE.connect(PHONE).connect(LAPTOP).connect(TABLET);

    @Test
    void shouldNameEachGatewayOnce() {
        assertThat(sessions.gatewayIds()).containsExactly("gw-1", "gw-2");
    }

    @Test
    void shouldStayAsItIsWhenAConnectIsRepeated() {
        assertThat(sessions.connect(PHONE)).isEqualTo(sessions);
    }

    @Test
    void shouldReplaceASessionWhenItIsAnnouncedUnderANewEpoch() {
        // When
        UserSessions again = sessions.connect(new LiveSession("phone", "gw-1", 6L, null));

        // Then
        assertThat(again.sessions()).hasSize(3);
        assertThat(again.end("gw-1", 5L).sessions())
                .extracting(LiveSession::getSessionId)
                .containsExactly("phone", "tablet");
    }

    @Test
    void shouldKeepASessionWhenTheDisconnectIsOfAnEarlierEpoch() {
        // Given
        UserSessions again = sessions.connect(new LiveSession("phone", "gw-1", 6L, null));

        // When
        UserSessions after = again.disconnect("phone", 5L);

        // Then
        assertThat(after).isEqualTo(again);
    }

    @Test
    void shouldDropASessionWhenItDisconnects() {
        assertThat(sessions.disconnect("tablet", 9L).gatewayIds()).containsExactly("gw-1");
    }

    @Test
    void shouldDropOnlyTheSessionsOfTheEndedEpochWhenAGatewayEnds() {
        // When
        UserSessions after = sessions.end("gw-2", 8L).end("gw-1", 5);

        // Then
        assertThat(after.sessions()).containsExactly(TABLET);
        assertThat(after.isOn("gw-1")).isFalse();
        assertThat(after.isOn("gw-2")).isTrue();
    }

    @Test
    void shouldBeTheSameWhenTheyWereStored() {
        assertThat(UserSessions.of(sessions.toState())).isEqualTo(sessions);
        assertThat(UserSessions.of(null)).isEqualTo(UserSessions.NONE);
    }
}
