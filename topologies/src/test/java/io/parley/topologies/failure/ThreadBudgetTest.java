package io.parley.topologies.failure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

class ThreadBudgetTest {

    private static final int REPLACEMENTS = 10;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final ThreadBudget budget =
            new ThreadBudget("conversation", 2, ((InstantSource) () -> now).withZone(ZoneOffset.UTC), meters);

    @Test
    void shouldReplaceThreadsUntilTheBudgetIsSpent() {
        // When
        for (int i = 0; i < REPLACEMENTS; i++) {
            assertThat(dies(new StreamsException("once more"))).isEqualTo(REPLACE_THREAD);
        }

        // Then
        StreamsException last = new StreamsException("too often");
        assertThat(dies(last)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(budget.lastCause()).isSameAs(last);
        assertThat(meters.get("parley.streams.threads.replaced")
                        .tag("application", "conversation")
                        .counter()
                        .count())
                .isEqualTo(REPLACEMENTS);
    }

    @Test
    void shouldReplaceAgainWhenTheLastDeathsAreLongAgo() {
        // Given
        for (int i = 0; i < REPLACEMENTS; i++) {
            dies(new StreamsException("then"));
        }
        now = now.plus(ThreadBudget.WINDOW).plusMillis(1);

        // Then
        assertThat(dies(new StreamsException("now"))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldWaitWithoutEndWhenTheRegistryIsDown() {
        // Given
        RegistryUnavailableException down = new RegistryUnavailableException("down", null);

        // Then
        for (int i = 0; i < REPLACEMENTS * 5; i++) {
            assertThat(dies(new StreamsException("wrapped", down))).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void shouldWaitWithoutEndWhenBrokersAreDown() {
        // Given what the engine dies of when a task has not gone on for task.timeout.ms
        TimeoutException down = new TimeoutException("did not make progress", new TimeoutException("no broker"));

        // Then
        for (int i = 0; i < REPLACEMENTS * 5; i++) {
            assertThat(dies(new StreamsException(down))).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void shouldGoOnWithoutEndWhenTransactionsTakeTooLong() {
        // Given what a commit meets after the broker has ended the transaction
        InvalidTxnStateException late = new InvalidTxnStateException("the transaction was ended");

        // Then
        for (int i = 0; i < REPLACEMENTS * 5; i++) {
            assertThat(dies(new StreamsException("wrapped", late))).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void shouldSpendTheBudgetWhenATopicIsMissing() {
        // Given
        TimeoutException missing =
                new TimeoutException("did not make progress", new UnknownTopicOrPartitionException("gone"));

        // When
        for (int i = 0; i < REPLACEMENTS; i++) {
            dies(new StreamsException(missing));
        }

        // Then
        assertThat(dies(new StreamsException(missing))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldAllowForMoreDeathsWhenThereAreMoreThreads() {
        assertThat(ThreadBudget.replacements(1)).isEqualTo(10);
        assertThat(ThreadBudget.replacements(4)).isEqualTo(12);
        assertThat(ThreadBudget.replacements(16)).isEqualTo(48);
    }

    @Test
    void shouldStopAtOnceWhenTheMachineIsAtFault() {
        assertThat(dies(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    private StreamThreadExceptionResponse dies(Throwable cause) {
        return budget.handle(cause);
    }
}
