package io.parley.connectors.cassandra;

import io.parley.avro.Event;
import io.parley.connectors.sink.DeadLetters;
import io.parley.history.UnstorableEventException;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Puts events into the store, many at a time but never more than there are permits. A write that fails goes on trying,
 * with its permit, until the store takes it or the partition is given up; so while the store is away the permits run
 * out, and the task is paused until one comes back. Used by the task's thread; writes end on the store's.
 */
final class EventSink {

    private final Deserializer<Event> deserializer;
    private final Function<Event, CompletionStage<Void>> store;
    private final DeadLetters deadLetters;
    private final Retries retries;
    private final SinkCounts counts;
    private final StoreAges ages;
    private final Semaphore permits;
    private final Duration patience;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();

    /**
     * @param permits the most writes under way
     * @param patience how long the task's thread waits for a permit before it has the task paused
     */
    EventSink(
            Deserializer<Event> deserializer,
            Function<Event, CompletionStage<Void>> store,
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
            PartitionProgress progress = partitions.computeIfAbsent(partition(record), p -> new PartitionProgress());
            if (progress.isNew(record.kafkaOffset())) {
                awaitPermit();
                begin(record, progress);
            }
        }
    }

    /** Of the offsets that were delivered, those up to which everything is written. */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        delivered.forEach((partition, offset) -> {
            PartitionProgress progress = partitions.get(partition);
            committable.put(
                    partition,
                    progress == null ? offset : new OffsetAndMetadata(progress.committable(offset.offset())));
        });
        return committable;
    }

    /** Gives partitions up. What is under way may still end, which does no harm: whoever has them now repeats it. */
    void close(Collection<TopicPartition> revoked) {
        for (TopicPartition partition : revoked) {
            PartitionProgress progress = partitions.remove(partition);
            if (progress != null) {
                progress.close();
            }
        }
    }

    void closeAll() {
        close(partitions.keySet().stream().toList());
    }

    private void begin(SinkRecord record, PartitionProgress progress) {
        Function<SinkRecord, CompletionStage<Void>> attempt;
        try {
            Event event = decode(record);
            attempt = again -> store.apply(event).thenRun(() -> ages.stored(again.timestamp()));
        } catch (SerializationException e) {
            counts.deadLetter();
            attempt = again -> deadLetters.report(again, e);
        } catch (RegistryUnavailableException e) {
            permits.release();
            throw new RetriableException("the schema registry is away, waiting for it", e);
        }
        counts.begun();
        new Write(record, progress.begin(record.kafkaOffset()), attempt).run();
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

    /** One record on its way, to the store or to the dead letters, for as often as it takes. */
    private final class Write implements Runnable {

        private final SinkRecord record;
        private final PartitionProgress.Begun begun;
        private Function<SinkRecord, CompletionStage<Void>> attempt;
        private int failures;

        Write(SinkRecord record, PartitionProgress.Begun begun, Function<SinkRecord, CompletionStage<Void>> attempt) {
            this.record = record;
            this.begun = begun;
            this.attempt = attempt;
        }

        @Override
        public void run() {
            if (begun.isAbandoned()) {
                end();
                return;
            }
            attempt.apply(record).whenComplete((done, outcome) -> {
                Throwable failure = outcome instanceof CompletionException ? outcome.getCause() : outcome;
                if (failure == null) {
                    end();
                } else if (failure instanceof UnstorableEventException unstorable) {
                    counts.deadLetter();
                    attempt = again -> deadLetters.report(again, unstorable);
                    run();
                } else {
                    failures++;
                    counts.failed(failure);
                    retries.later(failures, this);
                }
            });
        }

        private void end() {
            begun.end();
            permits.release();
            counts.ended();
        }
    }
}
