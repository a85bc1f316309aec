package io.parley.connectors.redis;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayEpochsTest {

    private final GatewayEpochs epochs = new GatewayEpochs();

    @Test
    void shouldEndAllBelowWhenNewEpochBegins() {
        // When
        boolean counts = epochs.renew("gw-1", 5);

        // Then
        assertThat(counts).isTrue();
        assertThat(epochs.hasEnded("gw-1", 4)).isTrue();
        assertThat(epochs.hasEnded("gw-1", 5)).isFalse();
        assertThat(epochs.renew("gw-1", 4)).isFalse();
    }

    @Test
    void shouldNotEndLaterEpochWhenVerdictComesLate() {
        // Given
        epochs.renew("gw-1", 6);

        // When
        epochs.end("gw-1", 5);

        // Then
        assertThat(epochs.renew("gw-1", 6)).isTrue();
    }

    @Test
    void shouldCountEpochAsLiveWhenGatewayIsUnknown() {
        // When // Then
        assertThat(epochs.hasEnded("gw-9", 1)).isFalse();
    }

    @Test
    void shouldTellOfChangeWhenEpochEnds() {
        // Given
        epochs.renew("gw-1", 5);
        long before = epochs.version();

        // When
        epochs.renew("gw-1", 5);
        long same = epochs.version();
        epochs.end("gw-1", 5);

        // Then
        assertThat(same).isEqualTo(before);
        assertThat(epochs.version()).isGreaterThan(before);
    }
}
