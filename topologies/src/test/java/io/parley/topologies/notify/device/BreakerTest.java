package io.parley.topologies.notify.device;

import io.parley.avro.Platform;
import io.parley.schemas.DeviceKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerTest {

    private final Breaker breaker = new Breaker(new Breaker.Limit(10, 5));

    @Test
    void shouldDropBadTokensWhenTheyAreFew() {
        assertThat(breaker.dueMs()).isEqualTo(Long.MAX_VALUE);
        suspect(Platform.APNS, 9);
        assertThat(breaker.dueMs()).isEqualTo(60_000);
        assertThat(breaker.end().dropped()).hasSize(9);
        assertThat(breaker.dueMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldDropABadTokenWhenItIsUsedOften() {
        // Given
        for (int i = 0; i < 20; i++) {
            suspect(Platform.APNS, 1);
        }

        // Then
        assertThat(breaker.end().dropped()).hasSize(1);
    }

    @Test
    void shouldDropBadTokensWhenTheyAreASmallShare() {
        // Given
        suspect(Platform.APNS, 10);
        for (int i = 0; i < 190; i++) {
            breaker.answered(Platform.APNS);
        }

        // Then 10 of 200 are 5 %
        assertThat(breaker.end().dropped()).hasSize(10);
    }

    @Test
    void shouldKeepAllOfAPlatformWhenTheyAreTooMany() {
        // Given
        suspect(Platform.APNS, 10);
        suspect(Platform.FCM, 1);
        for (int i = 0; i < 189; i++) {
            breaker.answered(Platform.APNS);
        }

        // When
        Breaker.Verdict verdict = breaker.end();

        // Then
        assertThat(verdict.dropped())
                .extracting(suspect -> suspect.key().platform())
                .containsExactly(Platform.FCM);
        assertThat(verdict.kept()).containsOnlyKeys(Platform.APNS).containsValue(10);
        suspect(Platform.APNS, 1);
        assertThat(breaker.end().dropped()).hasSize(1);
    }

    private void suspect(Platform platform, int tokens) {
        for (int i = 0; i < tokens; i++) {
            breaker.suspect(new Breaker.Suspect(new DeviceKey("ann", platform, "t" + i), 5), 0);
        }
    }
}
