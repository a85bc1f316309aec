package io.parley.bench.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadMarkTest {

    private static final long NOW = -5_000_000_000L;

    private final ReadMark mark = new ReadMark();

    @Test
    void shouldSayTheFirstMessageAtOnce() {
        assertThat(mark.seen(7, NOW)).isZero();
        assertThat(mark.say(NOW)).isEqualTo(7);
    }

    @Test
    void shouldSayTheNewestOnceWhenASecondIsOver() {
        // Given
        mark.seen(7, NOW);
        mark.say(NOW);

        // When
        long wait = mark.seen(8, NOW + 300_000_000);
        long again = mark.seen(9, NOW + 400_000_000);

        // Then
        assertThat(wait).isEqualTo(700_000_000);
        assertThat(again).isEqualTo(ReadMark.NOTHING_TO_DO);
        assertThat(mark.say(NOW + 1_000_000_000)).isEqualTo(9);
    }

    @Test
    void shouldSayAtOnceAgainAfterAPause() {
        // Given
        mark.seen(7, NOW);
        mark.say(NOW);

        // When
        long wait = mark.seen(8, NOW + 2_000_000_000);

        // Then
        assertThat(wait).isZero();
    }

    @Test
    void shouldNeverGoBack() {
        // Given
        mark.seen(9, NOW);

        // When
        mark.seen(8, NOW);

        // Then
        assertThat(mark.say(NOW)).isEqualTo(9);
    }
}
