package io.parley.standalone;

import io.parley.servers.ConnectorState;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SinkRestartsTest {

    private static final ConnectorState RUNNING = new ConnectorState("RUNNING", List.of("RUNNING"), List.of());
    private static final ConnectorState FAILED =
            new ConnectorState("RUNNING", List.of("RUNNING", "FAILED"), List.of("away\n\tat somewhere"));

    private final List<Long> restartedAt = new ArrayList<>();
    private final Instant begin = Instant.EPOCH;
    private Instant now = begin;
    private ConnectorState state = RUNNING;
    private boolean away;
    private final SinkRestarts restarts = new SinkRestarts(this::states, this::restart, () -> now);

    @Test
    void shouldRestartAfterTwiceAsLongEachTimeWhenASinkGoesOnFailing() throws Exception {
        // Given
        state = FAILED;

        // When
        checkFor(Duration.ofMinutes(20));

        // Then
        assertThat(restartedAt).containsExactly(5L, 15L, 35L, 75L, 155L, 315L, 615L, 915L);
        assertThat(restarts.health().ok()).isFalse();
        assertThat(restarts.health().reason()).isEqualTo("sink: away");
    }

    @Test
    void shouldRestartNothingThatRuns() throws Exception {
        checkFor(Duration.ofMinutes(1));

        assertThat(restartedAt).isEmpty();
        assertThat(restarts.health().ok()).isTrue();
    }

    @Test
    void shouldRestartSoonAgainWhenASinkHadRecovered() throws Exception {
        // Given
        state = FAILED;
        checkFor(Duration.ofSeconds(20));
        state = RUNNING;
        checkFor(SinkRestarts.RECOVERED.plusSeconds(1));
        restartedAt.clear();
        Instant failedAgain = now;

        // When
        state = FAILED;
        checkFor(Duration.ofSeconds(6));

        // Then
        assertThat(restartedAt)
                .containsExactly(Duration.between(begin, failedAgain).toSeconds() + 5);
    }

    @Test
    void shouldBeUnhealthyWhileTheWorkerDoesNotRun() throws Exception {
        away = true;

        checkFor(Duration.ofSeconds(1));

        assertThat(restarts.health().reason()).isEqualTo("Connect does not run");
    }

    private Map<String, ConnectorState> states() {
        if (away) {
            throw new IllegalStateException("Connect does not run");
        }
        return Map.of("sink", state);
    }

    private boolean restart(String connector) {
        restartedAt.add(Duration.between(begin, now).toSeconds());
        return true;
    }

    private void checkFor(Duration time) throws InterruptedException {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            restarts.check();
            now = now.plusSeconds(1);
        }
        restarts.check();
    }
}
