package io.parley.bench;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class StoreBacklogTest {

    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private long stored = 40;
    private long perAnswer;

    @Test
    void shouldWaitUntilTheStoreHasEverything() throws Exception {
        // Given
        StoreBacklog backlog = backlog(LONG);
        backlog.begin();
        perAnswer = 3;

        // When
        boolean done = backlog.await(20, LONG);

        // Then
        assertThat(done).isTrue();
        assertThat(stored - 40).isBetween(20L, 23L);
    }

    @Test
    void shouldGiveUpWhenThatTakesTooLong() throws Exception {
        // Given
        StoreBacklog backlog = backlog(LONG);
        backlog.begin();
        perAnswer = 1;

        // Then
        assertThat(backlog.await(1_000_000, Duration.ofMillis(30))).isFalse();
    }

    @Test
    void shouldNotWaitForAStoreThatTakesNothingMoreIn() throws Exception {
        // Given
        StoreBacklog backlog = backlog(Duration.ofMillis(5));
        backlog.begin();

        // Then
        assertThat(backlog.await(1_000_000, LONG)).isTrue();
    }

    @Test
    void shouldNotWaitWhenNobodyCanTell() throws Exception {
        // Given
        StoreBacklog backlog = new StoreBacklog(OptionalLong::empty, POLL, LONG);
        backlog.begin();

        // Then
        assertThat(backlog.await(10, LONG)).isTrue();
    }

    private StoreBacklog backlog(Duration stillness) {
        return new StoreBacklog(() -> OptionalLong.of(stored += perAnswer), POLL, stillness);
    }
}
