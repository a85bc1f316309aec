package io.parley.bench.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.KafkaBroker;
import io.parley.servers.KafkaCluster;
import io.parley.servers.RealServers;
import io.parley.servers.Server;
import io.parley.topologies.Application;
import io.parley.topologies.StreamsApplication;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A broker of its own in this process, or a cluster, with what writes to it and what reads from it: bytes. */
public final class BenchLog implements AutoCloseable {

    private final Server brokers;
    private final String bootstrapServers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failed = new AtomicReference<>();

    /** Starts a broker in this process. */
    public BenchLog(Path folder) {
        this(RealServers.get().newBroker(folder));
    }

    private BenchLog(KafkaBroker broker) {
        this(broker, broker.bootstrapServers());
    }

    /** Starts the brokers, and stops them at the end. */
    public BenchLog(KafkaCluster cluster) {
        this(cluster, cluster.bootstrapServers());
    }

    private BenchLog(Server brokers, String bootstrapServers) {
        this.brokers = brokers;
        this.bootstrapServers = bootstrapServers;
        brokers.start();
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public void create(Collection<Topic<?>> topics) throws Exception {
        admin.createTopics(topics.stream().map(Topic::toNewTopic).toList())
                .all()
                .get();
    }

    /** For what is asked of the broker itself. */
    public Admin admin() {
        return admin;
    }

    /**
     * An application as it is run, with its standard settings.
     *
     * @param stateDir its own
     * @param more settings
     */
    public StreamsApplication start(
            Application application, Topics topics, SchemaRegistry registry, Path stateDir, Map<String, String> more)
            throws InterruptedException {
        return start(application, topics, registry, settings(topics, stateDir, more), new SimpleMeterRegistry());
    }

    /** An application as it is run, whose meters are looked at. */
    public StreamsApplication start(
            Application application,
            Topics topics,
            SchemaRegistry registry,
            Map<String, String> settings,
            MeterRegistry meters)
            throws InterruptedException {
        StreamsApplication started =
                new StreamsApplication(application, Settings.of(settings, application.keys()), registry, meters);
        started.start();
        return started;
    }

    /** The settings of an application, as one would set them. */
    public Map<String, String> settings(Topics topics, Path stateDir, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap-servers", bootstrapServers());
        settings.put("registry.url", "http://none");
        settings.put("topics.prefix", topics.config().prefix());
        settings.put(
                "topics.conversation-partitions",
                Integer.toString(topics.config().conversationPartitions()));
        settings.put("topics.user-partitions", Integer.toString(topics.config().userPartitions()));
        settings.put("topics.replication", Short.toString(topics.config().replication()));
        // A process of its own would stop; here the whole machine is expected to stand still now and then.
        settings.put("streams.stop-when-frozen", "false");
        settings.put("streams.state-dir", stateDir.toString());
        return settings;
    }

    /** Appends these, and returns when the log has them all. */
    public void append(List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(this::send);
        flush();
    }

    /** Appends one, sometime. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                failed.compareAndSet(null, failure);
            }
        });
    }

    /** Returns when the log has all that was sent. */
    public void flush() {
        producer.flush();
        if (failed.get() != null) {
            throw new IllegalStateException("the log does not take a record", failed.get());
        }
    }

    /** A reader of what comes into a topic from now on. */
    public LogReader read(Topic<?> topic) {
        return new LogReader(bootstrapServers(), topic);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        brokers.stop();
    }
}
