package io.parley.topologies.presence;

import io.parley.avro.PresenceStatus;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class UserPresenceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final UserPresence twoDevices =
            UserPresence.NEVER_SEEN.connect("phone", "gw-1", 5).connect("laptop", "gw-2", 6);

    @Test
    void shouldBeOfflineAndNeverSeenAtFirst() {
        assertThat(UserPresence.NEVER_SEEN.status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(UserPresence.NEVER_SEEN.lastSeenAt()).isNull();
    }

    @Test
    void shouldBeAwayOnlyWhenAllSessionsAre() {
        // When
        UserPresence one = twoDevices.turn("phone", true);
        UserPresence both = one.turn("laptop", true);

        // Then
        assertThat(one.status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(both.status()).isEqualTo(PresenceStatus.AWAY);
        assertThat(both.turn("phone", false).status()).isEqualTo(PresenceStatus.ONLINE);
    }

    @Test
    void shouldBeOfflineSinceTheLastSessionEnded() {
        // When
        UserPresence one = twoDevices.disconnect("phone", 5, NOON);
        UserPresence none = one.end("gw-2", 6, NOON.plusSeconds(1));

        // Then
        assertThat(one.status()).isEqualTo(PresenceStatus.ONLINE);
        assertThat(one.lastSeenAt()).isNull();
        assertThat(none.status()).isEqualTo(PresenceStatus.OFFLINE);
        assertThat(none.lastSeenAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(none.connect("phone", "gw-1", 5).lastSeenAt()).isNull();
    }

    @Test
    void shouldStayAsItIsWhenSomethingIsRepeated() {
        // Given
        UserPresence away = twoDevices.turn("phone", true);
        UserPresence gone = twoDevices.disconnect("phone", 5, NOON).disconnect("laptop", 6, NOON);

        // Then
        assertThat(away.connect("phone", "gw-1", 5)).isEqualTo(away);
        assertThat(away.turn("phone", true)).isEqualTo(away);
        assertThat(gone.disconnect("phone", 5, NOON.plusSeconds(9))).isEqualTo(gone);
        assertThat(gone.end("gw-1", 5, NOON.plusSeconds(9))).isEqualTo(gone);
    }

    @Test
    void shouldKeepASessionWhenAnEarlierEpochEnds() {
        // Given
        UserPresence again = twoDevices.connect("phone", "gw-1", 8);

        // When
        UserPresence after = again.end("gw-1", 5, NOON).disconnect("phone", 5, NOON);

        // Then
        assertThat(after).isEqualTo(again);
    }

    @Test
    void shouldKnowEachWatchingGatewayOnce() {
        // When
        UserPresence watched = twoDevices.watch("gw-3", 1).watch("gw-3", 2).watch("gw-4", 1);

        // Then
        assertThat(watched.watcherIds()).containsExactly("gw-3", "gw-4");
        assertThat(watched.unwatch("gw-3", 1)).isEqualTo(watched);
        assertThat(watched.end("gw-3", 2, NOON).watcherIds()).containsExactly("gw-4");
        assertThat(watched.unwatch("gw-4", 1).watcherIds()).containsExactly("gw-3");
    }

    @Test
    void shouldBeTheSameWhenItWasStored() {
        // Given
        UserPresence presence = twoDevices.watch("gw-3", 1).turn("phone", true);

        // Then
        assertThat(UserPresence.of(presence.toState())).isEqualTo(presence);
        assertThat(UserPresence.of(null)).isEqualTo(UserPresence.NEVER_SEEN);
    }
}
