package io.parley.topologies.failure;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

import java.util.Map;
import java.util.function.Function;

/** Creates the engine's clients, with producers that send nothing for a process that was frozen. */
public final class GuardedClients extends DefaultKafkaClientSupplier {

    private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;

    private GuardedClients(Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Creates clients of an application that runs exactly once.
     *
     * @param check throws when the process may not send any more
     */
    public static GuardedClients exactlyOnce(Runnable check) {
        return new GuardedClients(config -> new CheckedProducer(config, check));
    }

    /**
     * Creates clients of an application that runs at least once.
     *
     * @param check throws when the process may not send any more
     */
    public static GuardedClients atLeastOnce(Runnable check, MissingTopics missing) {
        return new GuardedClients(config -> new GuardedProducer(config, check, missing));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return producers.apply(config);
    }
}
