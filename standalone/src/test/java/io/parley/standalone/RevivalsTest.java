package io.parley.standalone;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RevivalsTest {

    private final List<String> restarted = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(UTC);
    private final Revivals revivals = new Revivals(restarted::add, told::add, clock);

    @AfterEach
    void close() {
        revivals.close();
    }

    @Test
    void shouldStartPartAgainAndSaySo() {
        // Given
        revivals.open();

        // When
        boolean begun = revivals.begin("redis", "it ended by itself");

        // Then
        assertThat(begun).isTrue();
        await().until(() -> told.size() == 2);
        assertThat(restarted).containsExactly("redis");
        assertThat(told).containsExactly("redis: it ended by itself; starting it again", "redis: runs again");
    }

    @Test
    void shouldStartItOnceWhileThatIsUnderWay() {
        // Given
        CountDownLatch go = new CountDownLatch(1);
        Revivals slow = new Revivals(
                part -> {
                    restarted.add(part);
                    awaitQuietly(go);
                },
                told::add,
                clock);
        slow.open();

        // When
        boolean first = slow.begin("redis", "ended");
        boolean second = slow.begin("redis", "ended");
        go.countDown();

        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
        await().until(() -> told.contains("redis: runs again"));
        assertThat(restarted).containsExactly("redis");
        slow.close();
    }

    @Test
    void shouldGiveUpWhenPartEndsAgainAndAgain() {
        // Given
        revivals.open();
        for (int time = 0; time < Revivals.TIMES; time++) {
            int before = told.size();
            assertThat(revivals.begin("redis", "ended")).isTrue();
            await().until(() -> told.size() == before + 2);
        }

        // When // Then
        assertThat(revivals.begin("redis", "ended")).isFalse();
        assertThat(revivals.begin("cassandra", "ended")).isTrue();
        now = now.plus(Duration.ofMinutes(11));
        assertThat(revivals.begin("redis", "ended")).isTrue();
    }

    @Test
    void shouldHopeForNothingWhenTheBrokerEndsOrAllIsYetToStart() {
        // When
        boolean beforeStart = revivals.begin("redis", "can't be started");
        revivals.open();
        boolean broker = revivals.begin("broker", "ended");

        // Then
        assertThat(beforeStart).isFalse();
        assertThat(broker).isFalse();
        assertThat(told).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
