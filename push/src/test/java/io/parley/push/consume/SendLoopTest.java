package io.parley.push.consume;

import io.parley.push.Samples;
import io.parley.push.ScriptedProvider;
import io.parley.push.TestClock;
import io.parley.push.lane.LaneLimits;
import io.parley.push.lane.Lanes;
import io.parley.push.notification.Notification;
import io.parley.push.provider.Answer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The group protocol is played by Kafka's own stand-in, which lets a test decide when a partition goes. */
class SendLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition("sends", 0);
    private static final Answer SENT = new Answer.Sent("id");

    private final TestClock clock = new TestClock();
    private final ScriptedProvider provider = new ScriptedProvider(100);
    private final Lanes lanes = new Lanes(provider, new LaneLimits(4, Duration.ofHours(1)), clock, () -> 1);
    private final FailingConsumer consumer = new FailingConsumer();
    private final List<String> outcomes = new ArrayList<>();
    private boolean closed;
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private final SendLoop<String> loop = new SendLoop<>(
            consumer,
            new DeviceNames(),
            lanes,
            (device, outcome) -> {
                outcomes.add(device + " " + outcome.kind());
                if (closed) {
                    throw new IllegalStateException("closed for a test");
                }
                return written;
            },
            Duration.ofSeconds(1),
            clock);

    @Test
    void shouldCommitOnlyWhatHasEnded() {
        // Given
        assign();
        add("a", "b", "other-provider", "c");

        // When
        loop.step();
        provider.postpone();
        provider.answer(SENT);
        clock.advance(Duration.ofSeconds(1));
        loop.step();

        // Then
        assertThat(outcomes).containsExactly("b SENT");
        assertThat(committed().offset()).isZero();
        provider.answerAll(SENT);
        clock.advance(Duration.ofSeconds(1));
        loop.step();
        assertThat(committed().offset()).isEqualTo(4);
    }

    @Test
    void shouldNotSendAgainWhatHasEndedWhenAnotherTakesOver() {
        // Given
        assign();
        add("a", "b", "c");
        loop.step();
        provider.postpone();
        provider.answer(SENT);
        provider.answer(SENT);
        clock.advance(Duration.ofSeconds(1));
        loop.step();

        // When
        consumer.rebalance(Set.of());
        provider.answer(SENT);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(Set.of(PARTITION));
        add("a", "b", "c", "d");
        loop.step();

        // Then
        assertThat(provider.asked()).extracting(one -> one.target().device()).containsExactly("a", "b", "c", "a", "d");
    }

    @Test
    void shouldReadNoFurtherWhenTheLanesAreFull() {
        // Given
        assign();
        add("a", "b", "c", "d");
        loop.step();

        // When
        add(4, "e");
        loop.step();
        int waiting = provider.underWay();
        provider.answer(SENT);
        loop.step();
        int stillWaiting = provider.asked().size();
        provider.answer(SENT);
        loop.step();
        loop.step();

        // Then
        assertThat(waiting).isEqualTo(4);
        assertThat(stillWaiting).isEqualTo(4);
        assertThat(provider.asked()).hasSize(5);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void shouldSendNothingOfARevokedPartition() {
        // Given
        assign();
        add("a");
        loop.step();
        provider.answer(new Answer.DeviceBusy("429", Duration.ZERO));

        // When
        consumer.rebalance(Set.of());
        clock.advance(Duration.ofMinutes(2));
        loop.step();

        // Then
        assertThat(provider.asked()).hasSize(1);
        assertThat(lanes.size()).isZero();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void shouldNotCommitBeforeTheOutcomeIsWritten() {
        // Given
        written = new CompletableFuture<>();
        assign();
        add("a");
        loop.step();

        // When
        provider.answer(SENT);
        clock.advance(Duration.ofSeconds(1));
        loop.step();
        OffsetAndMetadata before = committed();
        written.complete(null);
        clock.advance(Duration.ofSeconds(1));
        loop.step();

        // Then
        assertThat(before.offset()).isZero();
        assertThat(committed().offset()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenAnOutcomeCannotBeWritten() {
        // Given
        written = CompletableFuture.failedFuture(new IllegalStateException("refused for a test"));
        assign();
        add("a");
        loop.step();

        // When
        provider.answer(SENT);

        // Then
        assertThatThrownBy(loop::step).isInstanceOf(IllegalStateException.class).hasMessageContaining("outcome");
    }

    @Test
    void shouldEndWhenTheLogTakesNoOutcome() {
        // Given
        closed = true;
        assign();
        add("a", "b");
        loop.step();

        // When
        provider.answerAll(SENT);

        // Then
        assertThat(outcomes).containsExactly("a SENT", "b SENT");
        assertThatThrownBy(loop::step).isInstanceOf(IllegalStateException.class).hasMessageContaining("outcome");
    }

    @Test
    void shouldCommitLaterWhenItCannotNow() {
        // Given
        assign();
        add("a");
        loop.step();
        provider.answer(SENT);

        // When
        consumer.failure = new RebalanceInProgressException("for a test");
        clock.advance(Duration.ofSeconds(1));
        loop.step();
        consumer.failure = null;
        clock.advance(Duration.ofSeconds(1));
        loop.step();

        // Then
        assertThat(committed().offset()).isEqualTo(1);
    }

    /** Fails to commit where a test says so. */
    private static final class FailingConsumer extends MockConsumer<byte[], byte[]> {

        private RuntimeException failure;

        FailingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (failure != null) {
                throw failure;
            }
            super.commitSync(offsets);
        }
    }

    private void assign() {
        loop.subscribe("sends");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(Set.of(PARTITION));
    }

    private void add(String... devices) {
        add(0, devices);
    }

    private void add(long first, String... devices) {
        long offset = first;
        for (String device : devices) {
            byte[] value = device.getBytes(StandardCharsets.UTF_8);
            consumer.addRecord(new ConsumerRecord<>("sends", 0, offset++, value, value));
        }
    }

    private OffsetAndMetadata committed() {
        return consumer.committed(Set.of(PARTITION)).get(PARTITION);
    }

    /** Reads records that hold no more than the name of a device. */
    private static final class DeviceNames implements Reading<String> {

        @Override
        public Optional<String> read(ConsumerRecord<byte[], byte[]> sent) {
            String device = new String(sent.value(), StandardCharsets.UTF_8);
            return device.startsWith("other") ? Optional.empty() : Optional.of(device);
        }

        @Override
        public Notification notification(String device) {
            return Samples.alarm(device, "general", 5);
        }
    }
}
