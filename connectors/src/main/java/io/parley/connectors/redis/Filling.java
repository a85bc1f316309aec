package io.parley.connectors.redis;

import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which partitions Redis has been filled from. It keeps that itself, so that one that lost its data, or is another one,
 * is noticed when it is first asked, or asked again after a failure; it is then filled from the start of the
 * partitions. That it is, is noted down only together with the offsets.
 */
final class Filling {

    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

    private final RedisStore store;
    private final Consumer<TopicPartition> rewind;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<TopicPartition> unchecked = new HashSet<>();
    private final Set<TopicPartition> toRewind = new HashSet<>();
    private final Set<TopicPartition> beingFilled = new HashSet<>();

    /** @param rewind has a partition delivered again from its start */
    Filling(RedisStore store, Consumer<TopicPartition> rewind) {
        this.store = store;
        this.rewind = rewind;
    }

    void open(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        unchecked.addAll(partitions);
    }

    void close(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        unchecked.removeAll(partitions);
        toRewind.removeAll(partitions);
        beingFilled.removeAll(partitions);
    }

    /** The connection broke: what comes back may be empty. */
    void doubt() {
        unchecked.addAll(assigned);
    }

    /** Has what Redis hasn't been filled from delivered from its start. Called at every delivery. */
    void check() {
        // By the delivery after the one that asked for it, the partition is being read from its start.
        beingFilled.addAll(toRewind);
        toRewind.clear();
        if (unchecked.isEmpty()) {
            return;
        }
        Set<String> unfilled =
                store.unfilled(unchecked.stream().map(TopicPartition::toString).toList());
        Set<TopicPartition> missing = unchecked.stream()
                .filter(partition -> unfilled.contains(partition.toString()))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            LOG.info("Redis hasn't been filled from {}: beginning at their start", missing);
            missing.forEach(rewind);
        }
        beingFilled.removeAll(missing);
        toRewind.addAll(missing);
        unchecked.clear();
    }

    /** Notes down what is being filled, now that the offsets to go on from are about to be committed. */
    void note() {
        if (!beingFilled.isEmpty() && unchecked.isEmpty()) {
            store.setFilled(beingFilled.stream().map(TopicPartition::toString).toList());
            beingFilled.clear();
        }
    }
}
