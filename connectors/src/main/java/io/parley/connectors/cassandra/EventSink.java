package io.parley.connectors.cassandra;

import io.parley.avro.Event;
import io.parley.connectors.sink.DeadLetters;
import io.parley.history.HistoryWriter;
import io.parley.schemas.RegistryRefusesException;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stores events, many at a time but never more than there are permits. A failed write is retried, with its permit,
 * until the store accepts it or the partition is revoked; so while the store is down the permits run out, and the task
 * pauses until one is returned. Used by the task's thread; writes end on the store's.
 *
 * <p>For readers an event's row means that all changes of it and of earlier events to other rows are done (see
 * {@link io.parley.history.HistoryWriter}). So an event's own row is written only after all touches of its conversation
 * that have begun by then, its own included ({@link Touches}). Messages without an earlier touch don't wait.
 *
 * <pre>
 *  1 message · 2 message · 3 deletes 1 · 4 message · 5 edits 2
 *
 *  valid    show 1, show 2, touch 3, touch 5 side by side; touch 3 done: show 3, show 4; touch 5 done: show 5
 *  valid    touch 3 fails and is retried; meanwhile touch 5 is done: show 3, 4 and 5 wait for touch 3
 *  invalid  show 4 while touch 3 is under way or waits for a retry
 * </pre>
 *
 * <p>This holds across a crash or a rebalance. The offset only advances up to events below which everything is written,
 * so the partition's next task begins with an event below which all touches are done, and repeats all later ones under
 * the same rule: it shows a row only after the touches that it has repeated itself. Writes of the previous task may
 * still end, but each of them began by this rule; waiting ones are dropped.
 */
final class EventSink {

    private final Deserializer<Event> deserializer;
    private final EventStore store;
    private final DeadLetters deadLetters;
    private final Retries retries;
    private final SinkCounts counts;
    private final StoreAges ages;
    private final Semaphore permits;
    private final Duration patience;
    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    private record Partition(PartitionProgress progress, Touches touches) {}

    /**
     * @param permits the most writes under way
     * @param patience the time for which the task's thread waits for a permit before it pauses the task
     */
    EventSink(
            Deserializer<Event> deserializer,
            EventStore store,
            DeadLetters deadLetters,
            Retries retries,
            SinkCounts counts,
            StoreAges ages,
            int permits,
            Duration patience) {
        this.deserializer = deserializer;
        this.store = store;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.counts = counts;
        this.ages = ages;
        this.permits = new Semaphore(permits);
        this.patience = patience;
    }

    /**
     * Begins to write records, except redelivered ones that are under way or done.
     *
     * @throws RetriableException if they have to be redelivered later: the window is full, or the registry is away
     */
    void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            Partition partition = partitions.computeIfAbsent(
                    partition(record), p -> new Partition(new PartitionProgress(), new Touches()));
            if (partition.progress().isNew(record.kafkaOffset())) {
                awaitPermit();
                begin(record, partition);
            }
        }
    }

    /** Of the delivered offsets, returns those up to which everything is written. */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        delivered.forEach((name, offset) -> {
            Partition partition = partitions.get(name);
            committable.put(
                    name,
                    partition == null
                            ? offset
                            : new OffsetAndMetadata(partition.progress().committable(offset.offset())));
        });
        return committable;
    }

    /** Revokes partitions. Running writes may still end, which is harmless: the next owner repeats them. */
    void close(Collection<TopicPartition> revoked) {
        for (TopicPartition name : revoked) {
            Partition partition = partitions.remove(name);
            if (partition != null) {
                partition.progress().close();
            }
        }
    }

    void closeAll() {
        close(partitions.keySet().stream().toList());
    }

    private void begin(SinkRecord record, Partition partition) {
        Event event;
        try {
            event = decode(record);
        } catch (SerializationException e) {
            counts.begun();
            keepApart(record, partition.progress().begin(record.kafkaOffset()), e);
            return;
        } catch (RegistryRefusesException e) {
            permits.release();
            throw e;
        } catch (RegistryUnavailableException e) {
            permits.release();
            throw new RetriableException("the schema registry is away, waiting for it", e);
        }
        counts.begun();
        PartitionProgress.Begun begun = partition.progress().begin(record.kafkaOffset());
        write(event, begun, record, partition.touches());
    }

    private void write(Event event, PartitionProgress.Begun begun, SinkRecord record, Touches touches) {
        Runnable show = new Retried(
                begun,
                () -> store.show(event).thenRun(() -> ages.stored(record.timestamp())),
                retries,
                counts,
                () -> end(begun),
                unstorable -> keepApart(record, begun, unstorable));
        if (!HistoryWriter.touches(event)) {
            touches.pass(event.getConversationId(), show);
            return;
        }
        Touches.Touch touch = touches.begin(event.getConversationId());
        touches.pass(event.getConversationId(), show);
        // An event that can't be stored has no effect; it is reported when its row is due.
        new Retried(begun, () -> store.touch(event), retries, counts, touch::end, unstorable -> touch.end()).run();
    }

    /** Writes records that can never be stored to the dead letters. */
    private void keepApart(SinkRecord record, PartitionProgress.Begun begun, Exception reason) {
        counts.deadLetter();
        Runnable end = () -> end(begun);
        new Retried(begun, () -> deadLetters.report(record, reason), retries, counts, end, never -> end.run()).run();
    }

    private void end(PartitionProgress.Begun begun) {
        begun.end();
        permits.release();
        counts.ended();
    }

    private Event decode(SinkRecord record) {
        Event event = deserializer.deserialize(record.topic(), (byte[]) record.value());
        if (event == null) {
            throw new SerializationException("an event without a value");
        }
        return event;
    }

    private void awaitPermit() {
        try {
            if (permits.tryAcquire()) {
                return;
            }
            counts.full();
            if (permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RetriableException("the store is away or slow: " + counts.inFlight()
                + " writes under way and none ended within " + patience + "; paused until some do");
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.topic(), record.kafkaPartition());
    }
}
