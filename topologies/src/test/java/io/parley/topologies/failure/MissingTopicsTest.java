package io.parley.topologies.failure;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class MissingTopicsTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final MissingTopics missing = new MissingTopics(now::get);

    @Test
    void shouldRememberForAWhileWhenATopicIsMissing() {
        // When
        missing.add("gone");
        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);

        // Then
        assertThat(missing.contains("gone")).isTrue();
        assertThat(missing.contains("there")).isFalse();
    }

    @Test
    void shouldAskAgainAfterAWhile() {
        // Given
        missing.add("gone");

        // When
        now.addAndGet(Duration.ofSeconds(10).toNanos());

        // Then
        assertThat(missing.contains("gone")).isFalse();
    }
}
