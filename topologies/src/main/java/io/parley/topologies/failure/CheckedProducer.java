package io.parley.topologies.failure;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.Map;
import java.util.concurrent.Future;

/**
 * Sends nothing for a process that was frozen. Also used by an application that runs exactly once: a transaction fences
 * its commit, but its output is read ahead of that.
 */
class CheckedProducer extends KafkaProducer<byte[], byte[]> {

    private final Runnable check;

    /** @param check throws when the process may not send any more */
    CheckedProducer(Map<String, Object> config, Runnable check) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.check = check;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        check.run();
        return super.send(record, callback);
    }
}
