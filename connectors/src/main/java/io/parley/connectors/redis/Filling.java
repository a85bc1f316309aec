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
 * Which partitions Redis has been filled from. It keeps that itself and is asked every {@link #INTERVAL}, so that one
 * that lost its data, or is another one, is noticed; it is then filled from the start of the partitions. That it is, is
 * noted down only together with the offsets.
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

    /** @param rewind has a partition delivered again from its start */
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

    /** Something failed: what is only half filled may be lost again. */
    void doubt() {
        toRewind.clear();
        beingFilled.clear();
        checkAt = nanoTime.getAsLong();
    }

    /** Has what Redis hasn't been filled from delivered from its start. Called at every delivery. */
    void check() {
        // By the delivery after the one that asked for it, the partition is being read from its start.
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

    /** Notes down what is being filled, now that the offsets to go on from are about to be committed. */
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
