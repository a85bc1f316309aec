package io.parley.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Runs a Kafka broker in this process, as its own controller, so that every replication factor is 1. */
public final class KafkaBroker implements Server {

    private static final int NODE_ID = 1;

    private final Config config;
    private final Path dataDir;
    private final int port;
    private final int controllerPort;
    private KafkaNode node;

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
        if (node != null) {
            throw new IllegalStateException("the broker runs already");
        }
        KafkaNode starting = new KafkaNode(properties());
        try {
            starting.start();
            node = starting;
        } catch (Exception e) {
            starting.stop();
            throw new ServerException("the broker does not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        if (node != null) {
            node.stop();
            node = null;
        }
    }

    @Override
    public boolean isRunning() {
        return node != null;
    }

    @Override
    public String toString() {
        return "broker";
    }

    private Map<String, String> properties() {
        Map<String, String> properties = KafkaNode.properties(
                NODE_ID, config.protocol(), port, controllerPort, NODE_ID + "@127.0.0.1:" + controllerPort, 1);
        properties.put(KafkaNode.LOG_DIR, dataDir.resolve("log").toString());
        properties.putAll(config.properties());
        return properties;
    }
}
