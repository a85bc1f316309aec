package io.parley.gateway;

import io.parley.avro.Delivery;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The other end of the log: what the gateway wrote, and deliveries to it, with plain clients. */
final class TestLog implements AutoCloseable {

    private final String bootstrapServers;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A record as it lies in the log. */
    record Written<V>(int partition, String key, V value) {}

    TestLog(String bootstrapServers, String registryUrl, CatalogueConfig catalogue) {
        this.bootstrapServers = bootstrapServers;
        this.topics = new Topics(catalogue);
        this.serdes = new AvroSerdes(new HttpSchemaRegistry(RegistryConfig.of(registryUrl)));
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Topics topics() {
        return topics;
    }

    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<NewTopic> all = topics.all().stream().map(Topic::toNewTopic).toList();
            admin.createTopics(all).all().get(30, TimeUnit.SECONDS);
        }
    }

    /** The topics that there are. */
    Set<String> topicNames() throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }

    /** Everything in a topic until now. */
    <V extends SpecificRecord> List<Written<V>> all(Topic<V> topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Written<V>> written = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(each -> written.add(new Written<>(
                                each.partition(),
                                serdes.key().deserializer().deserialize(each.topic(), each.key()),
                                serdes.value(topic).deserializer().deserialize(each.topic(), each.value()))));
            }
            return written;
        }
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        write(topic, key, serdes.value(topic).serializer().serialize(topic.name(), value));
    }

    void write(Topic<?> topic, String key, byte[] value) {
        byte[] keyBytes = serdes.key().serializer().serialize(topic.name(), key);
        try {
            producer.send(new ProducerRecord<>(topic.name(), topic.partitionOf(key), keyBytes, value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not written to " + topic.name(), e);
        }
    }

    void deliver(String gatewayId, String key, Object body) {
        write(topics.deliveries(new GatewayId(gatewayId)), key, new Delivery(body));
    }

    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    AvroSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        producer.close();
    }
}
