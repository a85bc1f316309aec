package io.parley.push.lane;

import io.parley.push.Samples;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class SendWindowTest {

    private static final Instant NOW = Samples.NOW;

    private final SendWindow window = new SendWindow(64, new Backoff(() -> 1));

    @Test
    void shouldStayOpenWhenOneOfManyFails() {
        for (int round = 0; round < 1000; round++) {
            window.start();
            if (round % 50 == 0) {
                window.busy(NOW, NOW, Duration.ZERO);
            } else {
                window.answered();
            }
        }

        assertThat(window.size()).isEqualTo(64);
        assertThat(window.mayStart(NOW)).isTrue();
    }

    @Test
    void shouldHalveOnceWhenAllThatIsUnderWayFails() {
        // Given
        for (int started = 0; started < 64; started++) {
            window.start();
        }

        // When
        for (int failed = 0; failed < 64; failed++) {
            window.busy(NOW.minusSeconds(1), NOW, Duration.ZERO);
        }

        // Then
        assertThat(window.size()).isEqualTo(32);
        assertThat(window.mayStart(NOW.plusMillis(1999))).isFalse();
        assertThat(window.mayStart(NOW.plusSeconds(2))).isTrue();
    }

    @Test
    void shouldShrinkToAProbeAndGrowAgainWhenTheProviderIsBack() {
        // Given
        Instant now = NOW;
        for (int failure = 0; failure < 10; failure++) {
            now = now.plusSeconds(61);
            assertThat(window.mayStart(now)).isTrue();
            window.start();
            window.busy(now, now, Duration.ofSeconds(1));
        }
        int probe = window.size();

        // When
        for (int answer = 0; answer < 3000; answer++) {
            window.start();
            window.answered();
        }

        // Then
        assertThat(probe).isEqualTo(1);
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void shouldGrowFastUpToHalfOfWhereItFirstFailed() {
        // Given
        window.start();
        window.busy(NOW, NOW, Duration.ofSeconds(1));
        window.start();
        window.busy(NOW.plusSeconds(10), NOW.plusSeconds(10), Duration.ofSeconds(1));
        int cutTwice = window.size();

        // When
        answer(16);
        int half = window.size();
        answer(31);

        // Then
        assertThat(cutTwice).isEqualTo(16);
        assertThat(half).isEqualTo(32);
        assertThat(window.size()).isEqualTo(32);
        answer(2);
        assertThat(window.size()).isEqualTo(33);
    }

    private void answer(int times) {
        for (int answer = 0; answer < times; answer++) {
            window.start();
            window.answered();
        }
    }

    @Test
    void shouldPauseLongerEachTimeUpToAMinute() {
        Backoff backoff = new Backoff(() -> 1);

        assertThat(backoff.provider(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.provider(3, Duration.ZERO)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.provider(100, Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.provider(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(32));
        assertThat(new Backoff(() -> 0).provider(5, Duration.ZERO)).isZero();
        assertThat(backoff.device(1, Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
        assertThat(backoff.device(3, Duration.ZERO)).isEqualTo(Duration.ofMinutes(4));
        assertThat(backoff.device(100, Duration.ZERO)).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.device(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
    }
}
