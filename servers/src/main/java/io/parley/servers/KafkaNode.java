package io.parley.servers;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs Kafka's own server in this process: one node, broker and controller at once. The cluster id is fixed, since a
 * cluster on one machine meets no other.
 */
final class KafkaNode {

    static final String LOG_DIR = "log.dirs";
    static final String NODE_ID = "node.id";

    private static final String CLUSTER_ID = "cGFybGV5LWNsdXN0ZXItMQ";
    private static final String CONTROLLER = "CONTROLLER";

    private final Map<String, String> properties;
    private KafkaRaftServer server;

    /** @param properties all of them, complete */
    KafkaNode(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /**
     * Makes the properties that nodes have in common, however many there are.
     *
     * @param port of the client listener
     * @param voters all controllers, as {@code id@host:port}, this one's among them
     * @param copies of each partition of Kafka's own topics, and the standard of others
     */
    static Map<String, String> properties(
            int id, String protocol, int port, int controllerPort, String voters, int copies) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put(NODE_ID, Integer.toString(id));
        properties.put("controller.quorum.voters", voters);
        properties.put("controller.listener.names", CONTROLLER);
        String clients = protocol + "://127.0.0.1:" + port;
        properties.put("listeners", clients + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", clients);
        properties.put("listener.security.protocol.map", protocol + ":" + protocol + "," + CONTROLLER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", protocol);

        String factor = Integer.toString(copies);
        String inSync = Integer.toString(Math.max(1, copies - 1));
        properties.put("default.replication.factor", factor);
        properties.put("min.insync.replicas", inSync);
        properties.put("offsets.topic.replication.factor", factor);
        properties.put("offsets.topic.num.partitions", "8");
        properties.put("transaction.state.log.replication.factor", factor);
        properties.put("transaction.state.log.min.isr", inSync);
        properties.put("transaction.state.log.num.partitions", "8");
        properties.put("share.coordinator.state.topic.replication.factor", factor);
        properties.put("share.coordinator.state.topic.min.isr", inSync);
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

        // Small: everything else of Parley runs on the same machine.
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("num.replica.fetchers", "1");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", "33554432");
        properties.put("log.cleaner.threads", "1");
        return properties;
    }

    /** Starts the node and returns when it serves clients, for which a majority of the controllers has to run. */
    void start() throws Exception {
        format();
        Properties all = new Properties();
        all.putAll(properties);
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(all), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Stops the node in order and returns when it is gone. Does nothing when it doesn't run. */
    void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    private void format() throws Exception {
        String logDir = properties.get(LOG_DIR);
        Formatter formatter = new Formatter();
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        formatter.setClusterId(CLUSTER_ID);
        formatter.setNodeId(Integer.parseInt(properties.get(NODE_ID)));
        formatter.setDirectories(List.of(logDir));
        formatter.setMetadataLogDirectory(logDir);
        formatter.setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
        formatter.setControllerListenerName(CONTROLLER);
        formatter.setIgnoreFormatted(true);
        formatter.run();
    }
}
