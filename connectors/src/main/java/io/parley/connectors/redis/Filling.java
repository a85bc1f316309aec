package io.parley.connectors.redis;

import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tracks the partitions from which Redis has been filled. Redis keeps that itself and is queried every
 * {@link #INTERVAL}, so that lost data or another server is noticed; then it is filled again from the start of the
 * partitions. A fill is recorded only together with the offsets.
 */
final class Filling {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

    private final RedisStore store;
    private final Consumer<TopicPartition> rewind;
    private final LongSupplier nanoTime;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<TopicPartition> toRewind = new HashSet<>();
    private final Set<TopicPartition> beingFilled = new HashSet<>();
    private long checkAt;

    /** @param rewind requests redelivery of a partition from its start */
    Filling(RedisStore store, Consumer<TopicPartition> rewind, LongSupplier nanoTime) {
        this.store = store;
        this.rewind = rewind;
        this.nanoTime = nanoTime;
        this.checkAt = nanoTime.getAsLong();
    }

    void open(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        checkAt = nanoTime.getAsLong();
    }

    void close(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        toRewind.removeAll(partitions);
        beingFilled.removeAll(partitions);
    }

    /** Notes a failure: a half-finished fill may be lost again. */
    void doubt() {
        toRewind.clear();
        beingFilled.clear();
        checkAt = nanoTime.getAsLong();
    }

    /** Requests redelivery of all partitions from which Redis hasn't been filled. Called at every delivery. */
    void check() {
        // At the delivery after the request, the partition is being read from its start.
        beingFilled.addAll(toRewind);
        toRewind.clear();
        long now = nanoTime.getAsLong();
        if (now - checkAt < 0) {
            return;
        }
        Set<TopicPartition> asked = new HashSet<>(assigned);
        asked.removeAll(beingFilled);
        if (!asked.isEmpty()) {
            Set<String> unfilled = store.unfilled(names(asked));
            asked.removeIf(partition -> !unfilled.contains(partition.toString()));
            if (!asked.isEmpty()) {
                LOG.info("Redis hasn't been filled from {}: beginning at their start", asked);
                asked.forEach(rewind);
                toRewind.addAll(asked);
            }
        }
        checkAt = now + INTERVAL.toNanos();
    }

    /** Records the running fill; the offsets to continue from are about to be committed. */
    void note() {
        if (!beingFilled.isEmpty()) {
            store.setFilled(names(beingFilled));
            beingFilled.clear();
        }
    }

    private static Set<String> names(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).collect(Collectors.toSet());
    }
}
