package io.parley.topologies.presence;

import io.parley.avro.GatewayEnded;
import io.parley.avro.PresenceStatus;
import io.parley.topologies.parts.GatewayUsers;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayEndTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final GatewayEnded ENDED = new GatewayEnded("gw-1", 5L);
    private static final GatewayUsers.Entry LIVE = new GatewayUsers.Entry("ann", 0);

    private final UserPresence onlyThere =
            UserPresence.NEVER_SEEN.connect("phone", "gw-1", 5).watch("gw-2", 1);

    @Test
    void shouldPublishThatTheUserIsOfflineAndRememberTheEnd() {
        // When
        GatewayEnd end = GatewayEnd.of(LIVE, onlyThere, ENDED, NOON);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.MARK_ENDED);
        assertThat(end.news()).hasValueSatisfying(news -> {
            assertThat(news.change().getStatus()).isEqualTo(PresenceStatus.OFFLINE);
            assertThat(news.change().getLastSeenAt()).isEqualTo(NOON);
            assertThat(news.gatewayIds()).containsExactly("gw-2");
        });
    }

    @Test
    void shouldPublishNothingWhenTheUserHasASessionElsewhere() {
        // When
        GatewayEnd end = GatewayEnd.of(LIVE, onlyThere.connect("laptop", "gw-2", 1), ENDED, NOON);

        // Then
        assertThat(end.after().hasSessionOn("gw-1")).isFalse();
        assertThat(end.news()).isEmpty();
    }

    @Test
    void shouldKeepTheEntryWhenTheUserIsThereUnderALaterEpoch() {
        // When
        GatewayEnd end = GatewayEnd.of(LIVE, onlyThere.connect("laptop", "gw-1", 6), ENDED, NOON);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.KEEP);
        assertThat(end.after().hasSessionOn("gw-1")).isTrue();
        assertThat(end.news()).isEmpty();
    }

    @Test
    void shouldRemoveTheEntryAndPublishNothingWhenTheGatewayOnlyWatched() {
        // When
        GatewayEnd end = GatewayEnd.of(LIVE, UserPresence.NEVER_SEEN.watch("gw-1", 5), ENDED, NOON);

        // Then
        assertThat(end.entry()).isEqualTo(GatewayUsers.Step.REMOVE);
        assertThat(end.after()).isEqualTo(UserPresence.NEVER_SEEN);
        assertThat(end.news()).isEmpty();
    }

    @Test
    void shouldPublishAgainWhenTheEndIsRepeatedSoon() {
        // Given
        UserPresence after = GatewayEnd.of(LIVE, onlyThere, ENDED, NOON).after();
        GatewayUsers.Entry marked = new GatewayUsers.Entry("ann", NOON.toEpochMilli());

        // When
        GatewayEnd repeated = GatewayEnd.of(marked, after, ENDED, NOON.plusSeconds(1));

        // Then
        assertThat(repeated.entry()).isEqualTo(GatewayUsers.Step.KEEP);
        assertThat(repeated.news()).hasValueSatisfying(news -> {
            assertThat(news.change().getStatus()).isEqualTo(PresenceStatus.OFFLINE);
            assertThat(news.change().getLastSeenAt()).isEqualTo(NOON);
        });
    }

    @Test
    void shouldPublishWhenACrashHasStoredOnlyTheUser() {
        // Given
        UserPresence after = GatewayEnd.of(LIVE, onlyThere, ENDED, NOON).after();

        // When
        GatewayEnd repeated = GatewayEnd.of(LIVE, after, ENDED, NOON.plusSeconds(1));

        // Then
        assertThat(repeated.entry()).isEqualTo(GatewayUsers.Step.MARK_ENDED);
        assertThat(repeated.news()).isPresent();
    }

    @Test
    void shouldForgetTheEntryWhenTheEndIsLongPast() {
        // Given
        UserPresence after = GatewayEnd.of(LIVE, onlyThere, ENDED, NOON).after();
        GatewayUsers.Entry marked = new GatewayUsers.Entry("ann", NOON.toEpochMilli());

        // When
        GatewayEnd late = GatewayEnd.of(
                marked, after, ENDED, NOON.plus(GatewayUsers.REMEMBERED).plusMillis(1));

        // Then
        assertThat(late.entry()).isEqualTo(GatewayUsers.Step.REMOVE);
        assertThat(late.news()).isEmpty();
    }
}
