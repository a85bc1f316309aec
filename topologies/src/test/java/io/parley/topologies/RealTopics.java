package io.parley.topologies;

import io.parley.avro.Command;
import io.parley.avro.Device;
import io.parley.avro.Expansion;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.RealServers;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The topics of an installation of its own on a real broker, to be written and read as gateways and sinks do. */
final class RealTopics implements AutoCloseable {

    private static final int PARTITIONS = 3;

    private final String bootstrapServers;
    private final String registryUrl;
    private final int partitions;
    private final Topics topics;
    private final AvroSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Makes them, on the servers that tests share. */
    RealTopics(String prefix) throws ExecutionException, InterruptedException {
        this(prefix, PARTITIONS);
    }

    /** Makes them with so many partitions each, on the servers that tests share. */
    RealTopics(String prefix, int partitions) throws ExecutionException, InterruptedException {
        this(
                prefix,
                partitions,
                RealServers.get().bootstrapServers(),
                RealServers.get().registryUrl(),
                new HttpSchemaRegistry(RegistryConfig.of(RealServers.get().registryUrl())));
    }

    /** Makes them, on a broker of the test's own, with a registry within the process. */
    RealTopics(String prefix, String bootstrapServers, SchemaRegistry registry)
            throws ExecutionException, InterruptedException {
        this(prefix, PARTITIONS, bootstrapServers, "http://none", registry);
    }

    private RealTopics(
            String prefix, int partitions, String bootstrapServers, String registryUrl, SchemaRegistry registry)
            throws ExecutionException, InterruptedException {
        this.partitions = partitions;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        topics = new Topics(new CatalogueConfig(prefix, partitions, partitions, (short) 1, Duration.ofDays(1)));
        serdes = new AvroSerdes(registry);
        make(topics.all());
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    AvroSerdes serdes() {
        return serdes;
    }

    Topics topics() {
        return topics;
    }

    /** The settings of an application on these topics. */
    Map<String, String> settings(String stateDir) {
        return Map.of(
                "kafka.bootstrap-servers",
                bootstrapServers,
                "registry.url",
                registryUrl,
                "topics.prefix",
                topics.config().prefix(),
                "topics.conversation-partitions",
                Integer.toString(partitions),
                "topics.user-partitions",
                Integer.toString(partitions),
                "streams.state-dir",
                stateDir);
    }

    /** Makes topics that the catalogue doesn't have. */
    void make(List<Topic<?>> more) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(more.stream().map(Topic::toNewTopic).toList())
                    .all()
                    .get();
        }
    }

    Future<RecordMetadata> write(Command command) {
        String topic = topics.commands().name();
        String conversation = command.getConversationId();
        return writeRaw(
                topics.commands().partitionOf(conversation),
                serdes.key().serializer().serialize(topic, conversation),
                serdes.value(topics.commands()).serializer().serialize(topic, command));
    }

    Future<RecordMetadata> writeRaw(int partition, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topics.commands().name(), partition, key, value));
    }

    /** Changes a setting of a topic. */
    void set(Topic<?> topic, String name, String value) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** The partition of a record: named by the record itself, or by its key. */
    static <V extends SpecificRecord> int partition(Topic<V> topic, String key, V value) {
        if (value instanceof Device device) {
            return topic.partitionOf(device.getUserId());
        }
        return value instanceof Expansion expansion ? expansion.getUserPartition() : topic.partitionOf(key);
    }

    /** Begins a transaction, as a conversation application with this transactional id does: it fences the one before. */
    Transaction begin(String transactionalId) {
        return new Transaction(transactionalId);
    }

    /** A reader of committed records of all partitions of a topic, from the oldest on. */
    <V extends SpecificRecord> Reader<V> read(Topic<V> topic) {
        return new Reader<>(topic);
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Records that are in the log at once, and count when it is committed. Aborted when it is closed before. */
    final class Transaction implements AutoCloseable {

        private final KafkaProducer<byte[], byte[]> writer;

        private Transaction(String transactionalId) {
            writer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            transactionalId),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            writer.initTransactions();
            writer.beginTransaction();
        }

        <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
            var unused = writer.send(new ProducerRecord<>(
                    topic.name(),
                    partition(topic, key, value),
                    serdes.key().serializer().serialize(topic.name(), key),
                    serdes.value(topic).serializer().serialize(topic.name(), value)));
            writer.flush();
        }

        void commit() {
            writer.commitTransaction();
        }

        void abort() {
            writer.abortTransaction();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /** Keeps all that it has read. */
    final class Reader<V extends SpecificRecord> implements AutoCloseable {

        private final KafkaConsumer<String, V> consumer;
        private final List<ConsumerRecord<String, V>> records = new ArrayList<>();

        private Reader(Topic<V> topic) {
            consumer = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            "read_committed"),
                    serdes.key().deserializer(),
                    serdes.value(topic).deserializer());
            List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /** Reads what there is by now, and gives all since the beginning. */
        List<ConsumerRecord<String, V>> poll() {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            return records;
        }

        List<V> values() {
            return records.stream().map(ConsumerRecord::value).toList();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
