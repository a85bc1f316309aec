package io.parley.topologies.presence;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that watches a user begins a new epoch; then a crash cuts the stores, and what was not committed comes again. */
class EndedWatchTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldNotifyNoGatewayWhoseWatchEndedWhenTheStoresWereCutAnywhere(long seed) {
        try (PresenceFixture presence = new PresenceFixture()) {
            // Given
            presence.live("gw-1", 1);
            presence.live("gw-2", 1);
            presence.watch("ann", "gw-1", 1, true);
            presence.commit();
            presence.live("gw-1", 2);

            // When
            presence.crash(new Random(seed));
            presence.live("gw-1", 2);
            presence.connect("ann", "phone", "gw-2", 1);

            // Then
            assertThat(presence.delivered("gw-1")).isEmpty();
        }
    }
}
