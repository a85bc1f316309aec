package io.parley.topologies;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

import java.util.Map;

/** The engine's own clients, with {@link GuardedProducer}s for those applications that no transaction fences. */
final class GuardedClients extends DefaultKafkaClientSupplier {

    private final Runnable check;
    private final MissingTopics missing;

    /** @param check throws when nothing may be sent any more */
    GuardedClients(Runnable check, MissingTopics missing) {
        this.check = check;
        this.missing = missing;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new GuardedProducer(config, check, missing);
    }
}
