package io.parley.topologies.user;

import io.parley.avro.GatewayEnded;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayUsers;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class SessionsEndTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final GatewayUsers.Entry LIVE = new GatewayUsers.Entry("ann", 0);
    private static final GatewayUsers.Entry MARKED = new GatewayUsers.Entry("ann", NOON.toEpochMilli());
    private static final GatewayEnded ENDED = new GatewayEnded("gw-1", 5L);
    private static final UserSessions PHONE = UserSessions.NONE.connect(new LiveSession("phone", "gw-1", 5L, null));

    @Test
    void shouldBeTheLastWhenTheUserHasNoSessionElsewhere() {
        // When
        SessionsEnd end = SessionsEnd.of(LIVE, PHONE, ENDED, NOON);

        // Then
        assertThat(end.left()).isEqualTo(UserSessions.NONE);
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.MARK_ENDED);
        assertThat(end.last()).contains(NOON);
    }

    @Test
    void shouldNotBeTheLastWhenTheUserHasASessionElsewhere() {
        // Given
        UserSessions two = PHONE.connect(new LiveSession("tablet", "gw-2", 9L, null));

        // When
        SessionsEnd end = SessionsEnd.of(LIVE, two, ENDED, NOON);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.MARK_ENDED);
        assertThat(end.last()).isEmpty();
    }

    @Test
    void shouldNotBeTheLastWhenTheSessionWasAnnouncedAgainBefore() {
        // Given
        UserSessions again = PHONE.connect(new LiveSession("phone", "gw-1", 6L, null));

        // When
        SessionsEnd end = SessionsEnd.of(LIVE, again, ENDED, NOON);

        // Then
        assertThat(end.left()).isEqualTo(again);
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.KEEP);
        assertThat(end.last()).isEmpty();
    }

    @Test
    void shouldSayTheTimeOfTheFirstWhenItIsRepeated() {
        // When
        SessionsEnd repeated = SessionsEnd.of(MARKED, UserSessions.NONE, ENDED, NOON.plusSeconds(30));

        // Then
        assertThat(repeated.entry()).isEqualTo(GatewayUsers.Step.KEEP);
        assertThat(repeated.last()).contains(NOON);
    }

    @Test
    void shouldBeTheLastWhenACrashHasStoredOnlyThatTheSessionsAreGone() {
        // When
        SessionsEnd end = SessionsEnd.of(LIVE, UserSessions.NONE, ENDED, NOON);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.MARK_ENDED);
        assertThat(end.last()).contains(NOON);
    }

    @Test
    void shouldForgetTheEntryWhenItEndedLongAgo() {
        // Given
        Instant late = NOON.plus(GatewayUsers.REMEMBERED).plusMillis(1);

        // When
        SessionsEnd end = SessionsEnd.of(MARKED, UserSessions.NONE, ENDED, late);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.REMOVE);
        assertThat(end.last()).isEmpty();
    }
}
