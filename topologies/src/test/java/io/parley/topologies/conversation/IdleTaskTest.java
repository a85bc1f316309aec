package io.parley.topologies.conversation;

import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.Open;
import io.parley.avro.Read;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.internal.SubscriptionState;
import io.parley.topologies.conversation.subscription.SubscriptionStore;
import io.parley.topologies.parts.Alarm;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** A task wakes when something that waits is due, and not otherwise: each time makes it commit. */
class IdleTaskTest {

    private static final String SMALL = group(1);
    private static final String LARGE = group(2);
    private static final int LARGER_THAN = 2;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ConversationFixture conversation = new ConversationFixture(
            ConversationConfig.standard().withLargeGroupThreshold(LARGER_THAN),
            Map.of(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "DEBUG"));

    @AfterEach
    void close() {
        conversation.close();
    }

    @Test
    void shouldWakeOnceToSeeWhatAnEarlierLifeLeftAndThenNoMore() {
        // Given
        conversation.take(createGroup(SMALL, "ann", "c", "bob"), send(SMALL, "ann", "m", "hello"));

        // When
        long first = wakesIn(Alarm.LATE);
        long later = wakesIn(MINUTE);

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldWakeOnceForTheReadMarksThatWait() {
        // Given
        readTwice();

        // When
        long waiting = wakesIn(Duration.ofSeconds(2));
        long later = wakesIn(MINUTE);

        // Then
        assertThat(waiting).isEqualTo(1);
        assertThat(later).isZero();
        assertThat(conversation.delivered("gw-1")).containsExactly(marks(1L), marks(2L));
    }

    @Test
    void shouldWakeForTheHintThatWaitsAndForTheHeadBeforeIt() {
        // Given
        hintTwice();

        // When
        long waiting = wakesIn(Duration.ofSeconds(11));
        long later = wakesIn(MINUTE);

        // Then
        assertThat(waiting).isEqualTo(2);
        assertThat(later).isZero();
        assertThat(hintedHeads()).containsExactly(2L, 3L);
    }

    @Test
    void shouldSendWaitingReadMarksWhenItIsRestarted() {
        // Given
        readTwice();
        conversation.restart();

        // When
        long looking = wakesIn(Alarm.LATE);
        long later = wakesIn(MINUTE);

        // Then
        assertThat(conversation.delivered("gw-1")).containsExactly(marks(2L));
        assertThat(looking).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldSendTheWaitingHintWhenItIsRestarted() {
        // Given
        hintTwice();
        conversation.restart();

        // When
        long looking = wakesIn(Alarm.LATE);
        long later = wakesIn(MINUTE);

        // Then
        assertThat(hintedHeads()).containsExactly(3L);
        assertThat(looking).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldSendNothingAgainWhenItIsRestartedAfterTheSend() {
        // Given
        readTwice();
        hintTwice();
        wakesIn(MINUTE);
        conversation.restart();

        // When
        wakesIn(MINUTE);

        // Then
        assertThat(conversation.expansions()).isEmpty();
    }

    @Test
    void shouldSweepWhatAnEndedEpochLeftInSlicesAndThenWakeNoMore() {
        // Given
        int rows = 2 * SubscriptionStore.SLICE + 1;
        conversation.take(createGroup(SMALL, "ann", "c", "bob"));
        for (int session = 0; session < rows; session++) {
            conversation.signal(new Signal(SMALL, "ann", "s" + session, "gw-1", 1L, new Open()));
        }
        conversation.signal(SMALL, "ann", "gw-2", new Open());
        wakesIn(MINUTE);
        conversation.expansions();

        // When
        conversation.end("gw-1", 1);
        conversation.signal(SMALL, "bob", "gw-2", new Typing(false, null));
        long first = wakesIn(Alarm.LATE);
        int afterTheFirst = subscriptions();
        long sweeping = wakesIn(Duration.ofSeconds(1));
        long later = wakesIn(MINUTE);

        // Then
        assertThat(conversation.expansions()).hasSize(1);
        assertThat(first).isEqualTo(1);
        assertThat(afterTheFirst).isBetween(SubscriptionStore.SLICE, rows);
        assertThat(sweeping).isEqualTo(2);
        assertThat(subscriptions()).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldSweepWhatWasLeftWhenItIsRestartedBeforeItsSweep() {
        // Given
        conversation.take(createGroup(SMALL, "ann", "c", "bob"));
        conversation.signal(SMALL, "ann", "gw-1", new Open());
        wakesIn(MINUTE);
        conversation.end("gw-1", 1);
        conversation.restart();
        int before = subscriptions();

        // When
        wakesIn(Alarm.LATE);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(subscriptions()).isZero();
    }

    private int subscriptions() {
        try (KeyValueIterator<String, SubscriptionState> rows = conversation
                .fixture()
                .<String, SubscriptionState>store(SubscriptionStore.STORE)
                .all()) {
            int count = 0;
            for (; rows.hasNext(); rows.next()) {
                count++;
            }
            return count;
        }
    }

    /** The first mark is sent at once, the second waits. */
    private void readTwice() {
        conversation.take(createGroup(SMALL, "ann", "c", "bob"), send(SMALL, "ann", "m", "hello"));
        conversation.signal(SMALL, "ann", "gw-1", new Open());
        wakesIn(Alarm.LATE);
        conversation.expansions();
        conversation.signal(SMALL, "bob", "gw-2", new Read(1L));
        conversation.signal(SMALL, "bob", "gw-2", new Read(2L));
    }

    /** The first head is sent at once, the second waits. */
    private void hintTwice() {
        conversation.take(createGroup(LARGE, "ann", "c", "bob", "cid"));
        wakesIn(Alarm.LATE);
        conversation.expansions();
        conversation.take(send(LARGE, "ann", "m", "hello"), send(LARGE, "ann", "n", "hello"));
    }

    private static ReadDelivery marks(long bob) {
        return new ReadDelivery(SMALL, Map.of("bob", bob), List.of("ann"));
    }

    /** The heads in updates to members, each once; not those to partitions alone. */
    private List<Long> hintedHeads() {
        return conversation.expansions().stream()
                .map(Expansion::getBody)
                .filter(body ->
                        body instanceof HeadMoved moved && !moved.getUserIds().isEmpty())
                .map(body -> ((HeadMoved) body).getHead().getHead())
                .distinct()
                .toList();
    }

    /** The number of the task's wake-ups in this time. */
    private long wakesIn(Duration time) {
        double before = punctuations();
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(Alarm.LATE)) {
            conversation.pass(Alarm.LATE);
        }
        return (long) (punctuations() - before);
    }

    private double punctuations() {
        return conversation.fixture().driver().metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("punctuate-total"))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }
}
