package io.parley.gateway.log;

import io.parley.runtime.kafka.Brokers;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.util.Map;

/** Creates consumers without a group, for partitions that are assigned by hand and offsets that are never committed. */
public final class Consumers {

    private final Brokers brokers;

    public Consumers(Brokers brokers) {
        this.brokers = brokers;
    }

    /** @param purpose names the consumer in logs and metrics */
    public Consumer<byte[], byte[]> make(String purpose) {
        return new KafkaConsumer<>(settings(purpose), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Map<String, Object> settings(String purpose) {
        Map<String, Object> settings = brokers.properties();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "parley-gateway-" + purpose);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Missing deliveries must not be skipped silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // By default a fetch that a frozen broker holds is given up after 30 s, while another leads its partition.
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }
}
