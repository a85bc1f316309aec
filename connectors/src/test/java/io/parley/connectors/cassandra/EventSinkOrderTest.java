package io.parley.connectors.cassandra;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Renamed;
import io.parley.history.HistoryUnavailableException;
import io.parley.history.HistoryWriter;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order of the sink's writes, whatever chance does to them: writes end in any order, fail and are tried again, and the
 * partition is lost to another task, which begins where the offset was. Whenever a row is being made, all that it and those
 * before it in its conversation do to other rows has been confirmed.
 */
class EventSinkOrderTest {

    private static final int ROUNDS = 500;
    private static final int EVENTS = 60;
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    private final List<SinkRecord> log = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Step> underWay = new ArrayList<>();
    private final List<Runnable> retries = new ArrayList<>();
    private final Set<Event> touched = new HashSet<>();
    private final Set<Event> shown = new HashSet<>();
    private final List<String> violations = new ArrayList<>();

    private record Step(Event event, boolean isTouch, CompletableFuture<Void> write) {}

    @Test
    void shouldMakeRowsInOrderOfTouchesWhenWritesFailAndPartitionsMove() {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + ROUNDS; seed++) {
            // Given
            Random random = new Random(seed);
            fillLog(random);
            EventSink sink = sink();
            int delivered = 0;
            int committed = 0;

            // When
            while (committed < EVENTS) {
                delivered = deliver(sink, delivered, Math.min(EVENTS, delivered + random.nextInt(20)));
                proceed(random, "seed " + seed);
                committed = committable(sink, delivered);
                if (random.nextInt(15) == 0) {
                    sink = moved(random, sink);
                    delivered = committed;
                }
            }

            // Then
            assertThat(shown).as("seed " + seed).hasSize(EVENTS);
        }
    }

    /** Lets some of what is under way end, or fail, in any order. */
    private void proceed(Random random, String about) {
        for (int turn = random.nextInt(30); turn > 0; turn--) {
            if (!retries.isEmpty() && random.nextInt(3) == 0) {
                retries.remove(random.nextInt(retries.size())).run();
            } else if (!underWay.isEmpty()) {
                end(underWay.remove(random.nextInt(underWay.size())), random.nextInt(4) == 0);
            }
            assertThat(violations).as(about).isEmpty();
        }
    }

    private void end(Step step, boolean fails) {
        if (fails) {
            step.write().completeExceptionally(new HistoryUnavailableException("away", null));
            return;
        }
        (step.isTouch() ? touched : shown).add(step.event());
        step.write().complete(null);
    }

    private CompletionStage<Void> begin(Event event, boolean isTouch) {
        if (!isTouch) {
            events.stream()
                    .filter(other -> HistoryWriter.touches(other) && !touched.contains(other))
                    .filter(other -> other.getConversationId().equals(event.getConversationId())
                            && other.getSequence() <= event.getSequence())
                    .forEach(other -> violations.add(event.getSequence() + " before " + other.getSequence()));
        }
        CompletableFuture<Void> write = new CompletableFuture<>();
        underWay.add(new Step(event, isTouch, write));
        return write;
    }

    private EventSink sink() {
        EventStore store = new EventStore() {
            @Override
            public CompletionStage<Void> touch(Event event) {
                return begin(event, true);
            }

            @Override
            public CompletionStage<Void> show(Event event) {
                return begin(event, false);
            }
        };
        return new EventSink(
                (topic, bytes) -> events.get(ByteBuffer.wrap(bytes).getInt()),
                store,
                (record, reason) -> CompletableFuture.failedFuture(reason),
                (failures, again) -> retries.add(again),
                new SinkCounts(System::nanoTime),
                new StoreAges(Clock.systemUTC()),
                16,
                Duration.ZERO);
    }

    /** The partition goes to another task, which the one before may not know yet, or leaves this one and comes back. */
    private EventSink moved(Random random, EventSink sink) {
        if (random.nextBoolean()) {
            return sink();
        }
        sink.close(List.of(PARTITION));
        return sink;
    }

    /** @return up to where records are delivered; if the sink is full, they will be again */
    private int deliver(EventSink sink, int from, int to) {
        try {
            sink.put(log.subList(from, to));
            return to;
        } catch (RetriableException e) {
            return from;
        }
    }

    private static int committable(EventSink sink, int delivered) {
        return (int) sink.committable(Map.of(PARTITION, new OffsetAndMetadata(delivered)))
                .get(PARTITION)
                .offset();
    }

    private void fillLog(Random random) {
        log.clear();
        events.clear();
        underWay.clear();
        retries.clear();
        touched.clear();
        shown.clear();
        long[] heads = new long[3];
        for (int offset = 0; offset < EVENTS; offset++) {
            int conversation = random.nextInt(heads.length);
            Object body = random.nextInt(3) == 0 ? new Deleted(1L) : new Renamed("title");
            events.add(new Event("c" + conversation, ++heads[conversation], "id", "alice", Instant.EPOCH, body));
            byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(offset).array();
            log.add(new SinkRecord("events", 0, null, null, null, value, offset));
        }
    }
}
