package io.parley.topologies.conversation.signal;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class TypingThrottleTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final TypingThrottle pace = new TypingThrottle();

    @Test
    void shouldPassOncePerInterval() {
        assertThat(pace.passes("c", "ann", false, AT)).isTrue();
        assertThat(pace.passes("c", "ann", false, AT.plusMillis(2_999))).isFalse();
        assertThat(pace.passes("c", "ann", false, AT.plusMillis(3_000))).isTrue();
        assertThat(pace.passes("c", "ann", false, AT.plusMillis(5_999))).isFalse();
    }

    @Test
    void shouldCountEachUserAndConversationForItself() {
        // Given
        pace.passes("c", "ann", false, AT);

        // Then
        assertThat(pace.passes("c", "bob", false, AT)).isTrue();
        assertThat(pace.passes("d", "ann", false, AT)).isTrue();
    }

    @Test
    void shouldPassThatTheUserHasStoppedOnceAfterEachTypingThatPassed() {
        assertThat(pace.passes("c", "ann", true, AT)).isFalse();
        assertThat(pace.passes("c", "ann", false, AT)).isTrue();
        assertThat(pace.passes("c", "ann", true, AT.plusMillis(10))).isTrue();
        assertThat(pace.passes("c", "ann", true, AT.plusMillis(20))).isFalse();
        assertThat(pace.passes("c", "ann", false, AT.plusMillis(30))).isFalse();
        assertThat(pace.passes("c", "ann", true, AT.plusMillis(40))).isFalse();
        assertThat(pace.passes("c", "ann", false, AT.plusMillis(3_000))).isTrue();
        assertThat(pace.passes("c", "ann", true, AT.plusMillis(9_000))).isTrue();
        assertThat(pace.passes("c", "bob", true, AT.plusMillis(9_000))).isFalse();
    }

    @Test
    void shouldPassWhenTheLogsClockStepsFarBack() {
        // Given
        pace.passes("c", "ann", false, AT);

        // Then
        assertThat(pace.passes("c", "ann", false, AT.minusSeconds(60))).isTrue();
    }

    @Test
    void shouldForgetTheLongestAgoWhenThereAreTooMany() {
        // Given
        pace.passes("c", "ann", false, AT);

        // When
        for (int user = 0; user < 10_000; user++) {
            pace.passes("c", "user-" + user, false, AT);
        }

        // Then
        assertThat(pace.passes("c", "ann", false, AT)).isTrue();
        assertThat(pace.passes("c", "user-9999", false, AT)).isFalse();
    }
}
