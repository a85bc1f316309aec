package io.parley.topologies.testkit;

import org.apache.kafka.streams.StreamsConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/** The folder of a driver's stores, for the driver's life. */
final class StateFolder implements AutoCloseable {

    private final Path folder;

    StateFolder() {
        try {
            folder = Files.createTempDirectory("topology-fixture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the driver's own settings to the engine settings of a test. */
    Properties in(Properties engine) {
        Properties properties = new Properties();
        properties.putAll(engine);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, TopologyFixture.APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return properties;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
