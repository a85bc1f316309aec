package io.parley.connectors;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.ConnectWorker;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Topics under a prefix of their own, with a Connect worker and ways to write to them. */
public final class Installation implements AutoCloseable {

    private static final int SECONDS = 30;

    private final String bootstrapServers;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final Connectors connectors;
    private final ConnectWorker worker;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    public Installation(String prefix, String bootstrapServers, String registryUrl) {
        this(prefix, bootstrapServers, registryUrl, Map.of());
    }

    /** @param secrets what the worker knows and connectors only name, by the names of their keys */
    public Installation(String prefix, String bootstrapServers, String registryUrl, Map<String, String> secrets) {
        CatalogueConfig small = CatalogueConfig.small();
        this.bootstrapServers = bootstrapServers;
        topics = new Topics(new CatalogueConfig(prefix, 4, 4, small.replication(), small.eventRetention()));
        RegistryConfig registry = RegistryConfig.of(registryUrl);
        serdes = new AvroSerdes(new HttpSchemaRegistry(registry));
        connectors = new Connectors(topics, settings(bootstrapServers, registryUrl));
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer = producer(Map.of());
        List<NewTopic> created = topics.all().stream().map(Topic::toNewTopic).toList();
        get(() -> admin.createTopics(created).all().get(SECONDS, TimeUnit.SECONDS));
        worker = new ConnectWorker(
                new ConnectWorker.Config(bootstrapServers, 0, prefix, ConnectorSecrets.workerProperties(secrets)));
        worker.start();
    }

    /** The settings of an installation whose brokers and registry ask nobody who they are. */
    public static Settings settings(String bootstrapServers, String registryUrl) {
        return Settings.of(
                Map.of("kafka.bootstrap-servers", bootstrapServers, "registry.url", registryUrl),
                InstallationSettings.KEYS);
    }

    public Topics topics() {
        return topics;
    }

    public Connectors connectors() {
        return connectors;
    }

    /** Where the worker's REST interface is. */
    public URI worker() {
        return worker.url();
    }

    public void run(ConnectorConfig connector) {
        worker.put(connector.name(), connector.properties());
    }

    public boolean hasFailed(ConnectorConfig connector) {
        return worker.state(connector.name()).hasFailed();
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        send(record(topic, key, value));
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        get(() -> producer.send(record).get(SECONDS, TimeUnit.SECONDS));
    }

    public <V extends SpecificRecord> ProducerRecord<byte[], byte[]> record(Topic<V> topic, String key, V value) {
        return new ProducerRecord<>(
                topic.name(),
                topic.partitionOf(key),
                serdes.key().serializer().serialize(topic.name(), key),
                serdes.value(topic).serializer().serialize(topic.name(), value));
    }

    public Producer<byte[], byte[]> transactional(String id) {
        Producer<byte[], byte[]> transactional = producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
        transactional.initTransactions();
        return transactional;
    }

    /** The offset from which a connector would go on, 0 if it has never committed. */
    public long committed(ConnectorConfig connector, TopicPartition partition) {
        var offset = get(() -> admin.listConsumerGroupOffsets("connect-" + connector.name())
                        .partitionsToOffsetAndMetadata()
                        .get(SECONDS, TimeUnit.SECONDS))
                .get(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** A consumer at the start of a one-partition topic. */
    public <V extends SpecificRecord> Consumer<String, V> consumer(Topic<V> topic) {
        Consumer<String, V> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                serdes.key().deserializer(),
                serdes.value(topic).deserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic.name(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    @Override
    public void close() {
        worker.close();
        producer.close(Duration.ofSeconds(5));
        admin.close();
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> beside) {
        Map<String, Object> properties = new HashMap<>(beside);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static <T> T get(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
