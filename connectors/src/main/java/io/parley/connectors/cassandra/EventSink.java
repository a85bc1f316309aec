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
 * Puts events into the store, many at a time but never more than there are permits. A write that fails goes on trying,
 * with its permit, until the store takes it or the partition is given up; so while the store is away the permits run
 * out, and the task is paused until one comes back. Used by the task's thread; writes end on the store's.
 *
 * <p>Whoever sees an event's row takes it that what it and all before it did to other rows is done (see {@link
 * io.parley.history.HistoryWriter}). So an event's own row is made only when all touches of its conversation that have begun
 * by then are done, its own included ({@link Touches}). Messages without a touch before them wait for nothing.
 *
 * <pre>
 *  1 message · 2 message · 3 deletes 1 · 4 message · 5 edits 2
 *
 *  valid    show 1, show 2, touch 3, touch 5 side by side; touch 3 done: show 3, show 4; touch 5 done: show 5
 *  valid    touch 3 fails and is tried again; meanwhile touch 5 is done: show 3, 4 and 5 wait for touch 3
 *  invalid  show 4 while touch 3 is under way or waits to be tried again
 * </pre>
 *
 * <p>A crash or a rebalance keeps that. The offset advances only below what is all written, so whoever takes the partition
 * begins with an event below which all touches are done, and does all from it on again, under this rule: what it shows is
 * shown after the touches that it has done again itself. Writes of the one before may still end, but each of them had
 * begun by this rule; what only waited gives up without a write.
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
     * @param patience how long the task's thread waits for a permit before it has the task paused
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
     * Begins to write records; those that are under way or done, since they are delivered again, are left out.
     *
     * @throws RetriableException if they have to be delivered again later: the window is full, or the registry is away
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

    /** Of the offsets that were delivered, those up to which everything is written. */
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

    /** Gives partitions up. What is under way may still end, which does no harm: whoever has them now repeats it. */
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
        // One that can't be stored has no effect, and is told of when its row is to be made.
        new Retried(begun, () -> store.touch(event), retries, counts, touch::end, unstorable -> touch.end()).run();
    }

    /** Puts what can never be stored among the dead letters. */
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
