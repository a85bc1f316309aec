package io.parley.topologies.testkit;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A real topology on the test driver, with typed inputs and outputs. It reads and writes the same bytes as in
 * production, over a registry of its own process.
 */
public final class TopologyFixture implements AutoCloseable {

    private static final String APPLICATION = "fixture";

    private final AvroSerdes serdes;
    private final Path stateDir;
    private final TopologyTestDriver driver;

    /** @param topology makes the topology, as production does */
    public TopologyFixture(Topics topics, BiFunction<Topics, AvroSerdes, Topology> topology) {
        this(topics, new LocalSchemaRegistry(), topology, Map.of());
    }

    /**
     * With a registry that may be shared, so that two runs write the same bytes.
     *
     * @param engine settings of the engine, beside what the test driver needs
     */
    public TopologyFixture(
            Topics topics,
            LocalSchemaRegistry registry,
            BiFunction<Topics, AvroSerdes, Topology> topology,
            Map<String, Object> engine) {
        this(topics, registry, topology, engine, null);
    }

    /**
     * With a wall clock that begins at a given time, for topologies that punctuate by it.
     *
     * @param wallClock null for now
     */
    public TopologyFixture(
            Topics topics,
            LocalSchemaRegistry registry,
            BiFunction<Topics, AvroSerdes, Topology> topology,
            Map<String, Object> engine,
            Instant wallClock) {
        serdes = new AvroSerdes(registry);
        topics.all().forEach(serdes::register);
        try {
            stateDir = Files.createTempDirectory("topology-fixture");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties properties = new Properties();
        properties.putAll(engine);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(topology.apply(topics, serdes), properties, wallClock);
    }

    public <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
    }

    public <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
    }

    /** What is left to read of a topic, as the bytes that were written. */
    public List<TestRecord<byte[], byte[]>> bytes(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What is left to read of a store's changelog. */
    public List<TestRecord<byte[], byte[]>> changelog(String store) {
        return bytes(APPLICATION + "-" + store + "-changelog");
    }

    /** Fills a store of byte keys and values from what its changelog had, as a task that moves does. */
    public void restore(String store, List<TestRecord<byte[], byte[]>> changelog) {
        KeyValueStore<byte[], byte[]> restored = driver.getKeyValueStore(store);
        changelog.forEach(record -> restored.put(record.key(), record.value()));
        // What was put was logged once more; the driver collects that only when it is given something to do.
        driver.advanceWallClockTime(Duration.ZERO);
        changelog(store);
    }

    public <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    public TopologyTestDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateDir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
