package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes records that nobody can read into a topic, under keys that spread them over all partitions.
 *
 * @param topic without the installation's prefix
 */
record Poison(String topic, int records) implements Fault {

    private static final String PREFIX = "parley.";

    @Override
    public String name() {
        return "poison-" + topic;
    }

    @Override
    public String description() {
        return records + " records that nobody can read in " + topic;
    }

    @Override
    public void strike(Layout layout) throws InterruptedException {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, layout.bootstrapServers(), ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                byte[] value = ("no Avro " + i).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(
                        new ProducerRecord<>(PREFIX + topic, UUID.randomUUID().toString(), value)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new NotLanded(this, "a record wasn't written: " + e.getCause());
        }
    }
}
