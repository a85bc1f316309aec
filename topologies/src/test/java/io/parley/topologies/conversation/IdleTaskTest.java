package io.parley.topologies.conversation;

import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.Open;
import io.parley.avro.Read;
import io.parley.avro.ReadDelivery;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** A task punctuates while something waits for its time, and not when nothing does: each time makes it commit. */
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
    void shouldTickOnceToSeeWhatAnEarlierLifeLeftAndThenNoMore() {
        // Given
        conversation.take(createGroup(SMALL, "ann", "c", "bob"), send(SMALL, "ann", "m", "hello"));

        // When
        long first = ticksIn(ConversationProcessor.TICK);
        long later = ticksIn(MINUTE);

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldTickWhileReadMarksWait() {
        // Given
        readTwice();

        // When
        long waiting = ticksIn(Duration.ofSeconds(2));
        long later = ticksIn(MINUTE);

        // Then
        assertThat(waiting).isBetween(9L, 11L);
        assertThat(later).isZero();
        assertThat(conversation.told("gw-1")).containsExactly(marks(1L), marks(2L));
    }

    @Test
    void shouldTickWhileHintsWait() {
        // Given
        hintTwice();

        // When
        long waiting = ticksIn(Duration.ofSeconds(11));
        long later = ticksIn(MINUTE);

        // Then
        assertThat(waiting).isBetween(99L, 101L);
        assertThat(later).isZero();
        assertThat(hintedHeads()).containsExactly(2L, 3L);
    }

    @Test
    void shouldTellTheReadMarksThatWaitedWhenItIsRestarted() {
        // Given
        readTwice();
        conversation.restart();

        // When
        long looking = ticksIn(ConversationProcessor.TICK);
        long later = ticksIn(MINUTE);

        // Then
        assertThat(conversation.told("gw-1")).containsExactly(marks(2L));
        assertThat(looking).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldTellTheHintThatWaitedWhenItIsRestarted() {
        // Given
        hintTwice();
        conversation.restart();

        // When
        long looking = ticksIn(ConversationProcessor.TICK);
        long later = ticksIn(MINUTE);

        // Then
        assertThat(hintedHeads()).containsExactly(3L);
        assertThat(looking).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void shouldTellNothingAgainWhenItIsRestartedAfterItWasTold() {
        // Given
        readTwice();
        hintTwice();
        ticksIn(MINUTE);
        conversation.restart();

        // When
        ticksIn(MINUTE);

        // Then
        assertThat(conversation.expansions()).isEmpty();
    }

    /** The first mark is told at once, the second waits. */
    private void readTwice() {
        conversation.take(createGroup(SMALL, "ann", "c", "bob"), send(SMALL, "ann", "m", "hello"));
        conversation.signal(SMALL, "ann", "gw-1", new Open());
        ticksIn(ConversationProcessor.TICK);
        conversation.expansions();
        conversation.signal(SMALL, "bob", "gw-2", new Read(1L));
        conversation.signal(SMALL, "bob", "gw-2", new Read(2L));
    }

    /** The first head is told at once, the second waits. */
    private void hintTwice() {
        conversation.take(createGroup(LARGE, "ann", "c", "bob", "cid"));
        ticksIn(ConversationProcessor.TICK);
        conversation.expansions();
        conversation.take(send(LARGE, "ann", "m", "hello"), send(LARGE, "ann", "n", "hello"));
    }

    private static ReadDelivery marks(long bob) {
        return new ReadDelivery(SMALL, Map.of("bob", bob), List.of("ann"));
    }

    /** The heads that members were told, each once; not those that are told to partitions alone. */
    private List<Long> hintedHeads() {
        return conversation.expansions().stream()
                .map(Expansion::getBody)
                .filter(body ->
                        body instanceof HeadMoved moved && !moved.getUserIds().isEmpty())
                .map(body -> ((HeadMoved) body).getHead().getHead())
                .distinct()
                .toList();
    }

    /** How often the task punctuates in this time. */
    private long ticksIn(Duration time) {
        double before = punctuations();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(time) < 0;
                passed = passed.plus(ConversationProcessor.TICK)) {
            conversation.pass(ConversationProcessor.TICK);
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
