package io.parley.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Runs one broker of a {@link KafkaCluster}, a controller at once, as a child process. A broker that is stopped hands
 * its partitions over first; one that is killed doesn't.
 */
public final class ClusterBroker extends ChildServer {

    private static final Duration START_BOUND = Duration.ofMinutes(3);

    /** The last one stopped can't hand over without a majority of controllers, and would wait for minutes. */
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private final int id;
    private final Path folder;
    private final int port;
    private final Map<String, String> properties;

    /** @param properties of the node, complete but for its folder */
    ClusterBroker(int id, Path folder, int port, Map<String, String> properties, Spawner spawner) {
        super("broker-" + id, spawner);
        this.id = id;
        this.folder = folder;
        this.port = port;
        this.properties = Map.copyOf(properties);
    }

    /** Its number in the cluster, Kafka's {@code node.id}; the first is 1. */
    public int id() {
        return id;
    }

    /** The address of this broker alone. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The folder that holds a folder for each partition, with its segments. */
    public Path logDir() {
        return folder.resolve("log");
    }

    /** Waits until the broker serves clients, for which two of three have to run or to be starting. */
    @Override
    ChildProcess launch() {
        ChildProcess child = spawn(command(), folder, STOP_BOUND);
        child.awaitReady(() -> child.hasLogged(ClusterBrokerMain.READY), START_BOUND);
        return child;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Executables.java().toString());
        command.add("-Xms64m");
        command.add("-Xmx512m");
        command.add("-XX:+UseSerialGC");
        // Three of them share a machine, and none runs for long: the full compiler would take more than it gives.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(Executables.javaOptions());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ClusterBrokerMain.class.getName());
        command.add(writeProperties().toString());
        return command;
    }

    private Path writeProperties() {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty(KafkaNode.LOG_DIR, logDir().toString());
        Path file = folder.resolve("broker.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            all.store(writer, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
