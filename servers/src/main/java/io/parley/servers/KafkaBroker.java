package io.parley.servers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a Kafka broker in this process, as its own controller, so that every replication factor is 1. The cluster id is
 * fixed, since no other cluster has to be distinguished.
 */
public final class KafkaBroker implements Server {

    private static final int NODE_ID = 1;
    private static final String CLUSTER_ID = "cGFybGV5LWNsdXN0ZXItMQ";

    private final Config config;
    private final Path dataDir;
    private final int port;
    private final int controllerPort;
    private KafkaRaftServer server;

    /**
     * @param dataDir the broker's folder; created when missing
     * @param port of the client listener; 0 takes a free one and keeps it in the folder
     * @param protocol that clients speak, such as {@code SASL_SSL}
     * @param properties broker settings beside or over the ones that this class chooses
     */
    public record Config(Path dataDir, int port, String protocol, Map<String, String> properties) {

        public Config {
            Objects.requireNonNull(dataDir, "dataDir");
            Objects.requireNonNull(protocol, "protocol");
            properties = Map.copyOf(properties);
        }

        public Config(Path dataDir, int port, Map<String, String> properties) {
            this(dataDir, port, "PLAINTEXT", properties);
        }

        public static Config in(Path dataDir) {
            return new Config(dataDir, 0, Map.of());
        }
    }

    /** @param ports hands out those that the config leaves open */
    public KafkaBroker(Config config, Ports ports) {
        this.config = config;
        this.dataDir = Folders.create(config.dataDir());
        this.port = ports.keptIn(dataDir, "broker", config.port());
        this.controllerPort = ports.keptIn(dataDir, "controller", 0);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        if (server != null) {
            throw new IllegalStateException("the broker runs already");
        }
        Map<String, String> properties = properties();
        try {
            format(properties.get("log.dirs"));
            KafkaRaftServer starting =
                    new KafkaRaftServer(KafkaConfig.fromProps(asProperties(properties)), Time.SYSTEM);
            server = starting;
            starting.startup();
        } catch (Exception e) {
            stop();
            throw new ServerException("the broker does not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public String toString() {
        return "broker";
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        String clients = config.protocol() + "://127.0.0.1:" + port;
        properties.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", clients);
        properties.put(
                "listener.security.protocol.map",
                config.protocol() + ":" + config.protocol() + ",CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", config.protocol());
        properties.put("log.dirs", dataDir.resolve("log").toString());

        // One node.
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "8");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "8");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");

        // A restart takes one second instead of ten.
        properties.put("controlled.shutdown.enable", "true");
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");

        // As on every Parley broker.
        properties.put("auto.create.topics.enable", "false");
        // What says nothing of its retention is kept: the topic of the schema registry.
        properties.put("log.retention.ms", "-1");
        properties.put("unclean.leader.election.enable", "false");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
        properties.put("add.partitions.to.txn.retry.backoff.ms", "2");
        properties.put("group.min.session.timeout.ms", "3000");

        // Small: everything else of Parley runs in the same process.
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("num.replica.fetchers", "1");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", "33554432");
        properties.put("log.cleaner.threads", "1");

        properties.putAll(config.properties());
        return properties;
    }

    private static java.util.Properties asProperties(Map<String, String> map) {
        java.util.Properties properties = new java.util.Properties();
        properties.putAll(map);
        return properties;
    }

    private static void format(String logDir) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        formatter.setClusterId(CLUSTER_ID);
        formatter.setNodeId(NODE_ID);
        formatter.setDirectories(List.of(logDir));
        formatter.setMetadataLogDirectory(logDir);
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setIgnoreFormatted(true);
        formatter.run();
    }
}
