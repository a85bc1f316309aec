package io.parley.bench.compare;

import io.parley.schemas.Topic;
import io.parley.servers.KafkaBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A broker of its own in this process, with what writes to it and what reads from it: bytes. */
final class BenchLog implements AutoCloseable {

    private final KafkaBroker broker;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    BenchLog(Path folder) {
        broker = new KafkaBroker(KafkaBroker.Config.in(folder));
        broker.start();
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    void create(Collection<Topic<?>> topics) throws Exception {
        admin.createTopics(topics.stream().map(Topic::toNewTopic).toList())
                .all()
                .get();
    }

    /** Appends these, and returns when the log has them all. */
    void append(List<ProducerRecord<byte[], byte[]>> records) {
        AtomicReference<Exception> failed = new AtomicReference<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
            });
        }
        producer.flush();
        if (failed.get() != null) {
            throw new IllegalStateException("the log does not take a record", failed.get());
        }
    }

    /** A reader of what comes into a topic from now on. */
    LogReader read(Topic<?> topic) {
        return new LogReader(bootstrapServers(), topic);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.stop();
    }
}
