package io.parley.gateway.socket;

import io.netty.channel.embedded.EmbeddedChannel;
import io.parley.gateway.http.ReadGate;
import io.parley.gateway.session.connection.PauseReason;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelSocketTest {

    private final ReadGate gate = new ReadGate();
    private final EmbeddedChannel channel = new EmbeddedChannel(gate);
    private final ChannelSocket socket = new ChannelSocket(channel, gate);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldReadAgainOnlyWhenNoReasonIsLeft() {
        // Given
        socket.pause(PauseReason.RATE);
        socket.pause(PauseReason.REGISTRATION);
        socket.pause(PauseReason.RATE);

        // When
        socket.resume(PauseReason.RATE);
        socket.resume(PauseReason.RATE);

        // Then
        assertThat(socket.isReading()).isFalse();
        assertThat(channel.config().isAutoRead()).isFalse();
        socket.resume(PauseReason.REGISTRATION);
        assertThat(socket.isReading()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void shouldNotSeemToBeReadSlowlyWhenTheConnectionIsGone() {
        // When
        channel.close().syncUninterruptibly();

        // Then
        assertThat(channel.isWritable()).isFalse();
        assertThat(socket.isWritable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY, 3", "SILENT, 3", "TOO_SLOW, 30"})
    void shouldWaitForTheClientsAnswerLongerWhenItReadsTooSlowly(CloseReason reason, int seconds) {
        // Given
        channel.freezeTime();

        // When
        socket.close(reason);

        // Then
        pass(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY, 0", "SILENT, 1", "TOO_SLOW, 1"})
    void shouldReportInATurnOfItsOwnThatTheClientWasGivenUp(CloseReason reason, int times) {
        // Given
        AtomicInteger calls = new AtomicInteger();
        socket.whenGivenUp(calls::incrementAndGet);

        // When
        socket.close(reason);
        int atOnce = calls.get();
        channel.runPendingTasks();

        // Then
        assertThat(atOnce).isZero();
        assertThat(calls).hasValue(times);
    }

    @Test
    void shouldReadTheClientsAnswerToItsCloseDespiteAllReasonsNotTo() {
        // Given
        socket.pause(PauseReason.RATE);

        // When
        socket.close(CloseReason.TOO_MANY);
        socket.pause(PauseReason.REGISTRATION);

        // Then
        assertThat(socket.isReading()).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
