package io.parley.topologies.parts;

import io.parley.schemas.Topic;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Whether records lie in the partition of their id. One that a writer with another partitioner put elsewhere would be
 * decided against the state of a task that knows nothing of that id: a conversation could begin twice.
 *
 * <p>It is looked at where {@link #KEY} is among the engine's settings, as it is in every application that runs. A test
 * driver by itself, which has one partition for all ids, goes without.
 */
public final class Placement {

    /** Set to true where partitions are those of the catalogue. */
    public static final String KEY = "parley.partitions.of.the.catalogue";

    private final ProcessorContext<?, ?> context;
    private final Topic<?> topic;
    private final boolean known;

    private Placement(ProcessorContext<?, ?> context, Topic<?> topic, boolean known) {
        this.context = context;
        this.topic = topic;
        this.known = known;
    }

    /** Of what the processor of this context is given from a topic. */
    public static Placement of(Topic<?> topic, ProcessorContext<?, ?> context) {
        return new Placement(
                context, topic, Boolean.TRUE.equals(context.appConfigs().get(KEY)));
    }

    /** @throws MisplacedException if the record in hand is of this id, and doesn't lie in its partition */
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

    /** A record that may not be processed where it lies, and never will be. */
    public static final class MisplacedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MisplacedException(String id, int partition, int expected) {
            super("a record of " + id + " in partition " + partition + " (expected: " + expected + ")");
        }
    }
}
