package io.parley.admin.log;

import io.parley.runtime.kafka.Brokers;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.Map;

/** Creates the Kafka clients of the admin process. */
public final class AdminClients {

    private static final String CLIENT_ID = "parley-admin";

    /** Somebody waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Brokers brokers;
    private final String transactionalId;

    /** @param prefix of the installation's topics, and of the transactional id that its admin processes share */
    public AdminClients(Brokers brokers, String prefix) {
        this.brokers = brokers;
        this.transactionalId = transactionalId(prefix);
    }

    /** The transactional id that the admin processes of an installation share. */
    public static String transactionalId(String prefix) {
        return prefix + "admin";
    }

    /** Makes a producer that fences the one before it, of any process, as soon as it begins. */
    public Producer<byte[], byte[]> producer() {
        return producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) PATIENCE.toMillis()));
    }

    /** Makes a producer without transactions, which writes as gateways do. */
    public Producer<byte[], byte[]> appender() {
        return producer(Map.of());
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> further) {
        Map<String, Object> settings = common();
        settings.putAll(further);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                PATIENCE.dividedBy(2).toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A reader of a topic with one partition, which sees what was committed. */
    public TopicTail tail(String topic) {
        return new TopicTail(reader(), topic);
    }

    /** Makes a search through a partition, from its newest record backwards. */
    public NewestFirst newestFirst() {
        return new NewestFirst(reader());
    }

    /** Makes a consumer without a group, which sees what was committed. */
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                PATIENCE.dividedBy(2).toMillis());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Makes the client that deletes topics. */
    public Admin admin() {
        Map<String, Object> settings = common();
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int)
                PATIENCE.dividedBy(2).toMillis());
        return Admin.create(settings);
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = brokers.properties();
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }
}
