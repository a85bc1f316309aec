package io.parley.topologies.failure;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A {@link CheckedProducer} of an application that runs at least once: it doesn't wait for missing topics, and waits
 * for brokers as long as it may.
 */
final class GuardedProducer extends CheckedProducer {

    private final MissingTopics missing;
    private final PatientSend patience = new PatientSend(PatientSend.LONGEST_SEND, System::nanoTime);

    /** @param check throws when the process may not send any more */
    GuardedProducer(Map<String, Object> config, Runnable check, MissingTopics missing) {
        super(config, check);
        this.missing = missing;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (missing.contains(record.topic())) {
            Exception failure = new UnknownTopicOrPartitionException(record.topic() + " was missing a moment ago");
            callback.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }
        return patience.send(super::send, record, callback);
    }
}
