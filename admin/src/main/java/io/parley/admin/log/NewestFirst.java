package io.parley.admin.log;

import io.parley.runtime.lifecycle.Deadline;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Looks through a partition backwards, from its newest record or from where a search before came to, for a few records.
 * Bounded: at most 200,000 records are read, in steps of 10,000. Blocks; for one search.
 */
public final class NewestFirst implements AutoCloseable {

    private static final int USUAL_STEP = 10_000;
    private static final int USUAL_MOST = 200_000;

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final int step;
    private final int most;

    /**
     * Holds what a search has found.
     *
     * @param items the newest first
     * @param before from where on the next search goes back; empty when the partition was read to its beginning
     */
    public record Found<T>(List<T> items, OptionalLong before) {

        public Found {
            items = List.copyOf(items);
        }
    }

    /** @param consumer closed by this */
    NewestFirst(Consumer<byte[], byte[]> consumer) {
        this(consumer, USUAL_STEP, USUAL_MOST);
    }

    /**
     * @param step records that are in memory at a time
     * @param most records that one search reads
     */
    NewestFirst(Consumer<byte[], byte[]> consumer, int step, int most) {
        this.consumer = consumer;
        this.step = step;
        this.most = most;
    }

    /**
     * Searches.
     *
     * @param before the offset that ends the search; empty for the partition's end
     * @param limit the most that are found
     * @param match returns what a record says; empty when it isn't wanted
     * @param patience after which what was found so far is returned
     * @throws KafkaException if not even the first step comes to its end by then
     */
    public <T> Found<T> find(
            TopicPartition partition,
            OptionalLong before,
            int limit,
            Function<ConsumerRecord<byte[], byte[]>, Optional<T>> match,
            Duration patience) {
        Deadline deadline = Deadline.in(patience);
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long first = consumer.beginningOffsets(one).get(partition);
        long end = consumer.endOffsets(one).get(partition);
        end = Math.max(first, Math.min(end, before.orElse(end)));
        long last = Math.max(first, end - most);
        List<T> found = new ArrayList<>();
        boolean begun = false;
        while (end > last && found.size() < limit) {
            long from = Math.max(last, end - step);
            Optional<List<ConsumerRecord<byte[], byte[]>>> part = read(partition, from, end, deadline);
            if (part.isEmpty()) {
                requireProgress(begun, partition, patience);
                break;
            }
            begun = true;
            end = takeNewest(part.get(), from, limit, match, found);
        }
        return new Found<>(found, end > first ? OptionalLong.of(end) : OptionalLong.empty());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    /** Returns the offset down to which the records were looked at. */
    private static <T> long takeNewest(
            List<ConsumerRecord<byte[], byte[]>> part,
            long from,
            int limit,
            Function<ConsumerRecord<byte[], byte[]>, Optional<T>> match,
            List<T> found) {
        for (int i = part.size() - 1; i >= 0; i--) {
            match.apply(part.get(i)).ifPresent(found::add);
            if (found.size() == limit) {
                return part.get(i).offset();
            }
        }
        return from;
    }

    /** Reads what lies between two offsets; empty when time has run out. */
    private Optional<List<ConsumerRecord<byte[], byte[]>>> read(
            TopicPartition partition, long from, long end, Deadline deadline) {
        List<ConsumerRecord<byte[], byte[]>> part = new ArrayList<>();
        consumer.seek(partition, from);
        while (consumer.position(partition) < end) {
            if (deadline.isOver()) {
                return Optional.empty();
            }
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
                if (next.offset() < end) {
                    part.add(next);
                }
            }
        }
        return Optional.of(part);
    }

    private static void requireProgress(boolean begun, TopicPartition partition, Duration patience) {
        if (!begun) {
            throw new TimeoutException(partition + " can't be read within " + patience.toMillis() + " ms");
        }
    }
}
