package io.parley.topologies.parts;

import io.parley.schemas.Topic;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Checks that records lie in the partition of their id. A record that a writer with another partitioner put elsewhere
 * would be decided by a task without the state of that id: a conversation could begin twice.
 *
 * <p>Active if {@link #KEY} is among the engine's settings, as in every running application. A plain test driver, which
 * has one partition for all ids, goes without.
 */
public final class Placement {

    /** Set to true if partitions are those of the catalogue. */
    public static final String KEY = "parley.partitions.of.the.catalogue";

    private final ProcessorContext<?, ?> context;
    private final Topic<?> topic;
    private final boolean known;

    private Placement(ProcessorContext<?, ?> context, Topic<?> topic, boolean known) {
        this.context = context;
        this.topic = topic;
        this.known = known;
    }

    /** Makes the check for a processor's records of one topic. */
    public static Placement of(Topic<?> topic, ProcessorContext<?, ?> context) {
        return new Placement(
                context, topic, Boolean.TRUE.equals(context.appConfigs().get(KEY)));
    }

    /** @throws MisplacedException if the current record doesn't lie in the partition of this id */
    public void require(String id) {
        if (!known) {
            return;
        }
        int expected = topic.partitionOf(id);
        int partition = context.recordMetadata().map(RecordMetadata::partition).orElse(expected);
        if (partition != expected) {
            throw new MisplacedException(id, partition, expected);
        }
    }

    /** A record that lies in the wrong partition and can never be processed there. */
    public static final class MisplacedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MisplacedException(String id, int partition, int expected) {
            super("a record of " + id + " in partition " + partition + " (expected: " + expected + ")");
        }
    }
}
