package io.parley.topologies.testkit;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs a real topology on the test driver, with typed inputs and outputs. It reads and writes the same bytes as in
 * production, over a registry of its own process.
 *
 * <p><b>It runs a topology as one task</b>, like Kafka's driver, for any number of partitions: records that are in
 * different partitions in production meet in one store here, partitioners get one partition, and a record that is
 * repartitioned to a wrong one is not noticed. That is enough for decisions and stores, and it is quick.
 * {@link PipelineFixture} runs a topology with as many tasks as the catalogue has partitions. Not safe for use by
 * several threads.
 */
public final class TopologyFixture implements AutoCloseable {

    static final String APPLICATION = "fixture";

    private final Topics topics;
    private final AvroSerdes serdes;
    private final BiFunction<Topics, AvroSerdes, Topology> topology;
    private final Map<String, Object> engine;
    private final Changelogs changelogs = new Changelogs(APPLICATION);
    private StateFolder state;
    private TopologyTestDriver driver;

    /** @param topology makes the topology, as in production */
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
     * Starts the wall clock at a given time, for topologies that punctuate by it.
     *
     * @param wallClock null: the current time
     */
    public TopologyFixture(
            Topics topics,
            LocalSchemaRegistry registry,
            BiFunction<Topics, AvroSerdes, Topology> topology,
            Map<String, Object> engine,
            Instant wallClock) {
        this.topics = topics;
        this.serdes = new AvroSerdes(registry);
        this.topology = topology;
        this.engine = Map.copyOf(engine);
        topics.all().forEach(serdes::register);
        start(wallClock);
    }

    private void start(Instant wallClock) {
        Properties properties = new Properties();
        properties.putAll(engine);
        state = new StateFolder();
        driver = new TopologyTestDriver(
                DriverAccess.inMemory(topology.apply(topics, serdes)), state.in(properties), wallClock);
    }

    /** Returns a writer of a topic that the topology reads. Valid until a restart. */
    public <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
    }

    /** Returns a reader of a topic that the topology writes. Valid until a restart. */
    public <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
    }

    /** The unread records of a topic, as the bytes that were written. */
    public List<TestRecord<byte[], byte[]>> bytes(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** The unread records of a store's changelog; reading them takes nothing from a {@link #restart}. */
    public List<TestRecord<byte[], byte[]>> changelog(String store) {
        changelogs.collect(driver);
        return changelogs.unread(store);
    }

    /**
     * Restarts as if the process had lost its disk and its memory: a new driver, with its stores restored from the
     * changelogs only. Unread records of other topics are gone.
     */
    public void restart() {
        restart(null);
    }

    /**
     * Like {@link #restart()}, with a wall clock that begins at a given time.
     *
     * @param wallClock null: the current time
     */
    public void restart(Instant wallClock) {
        restart(wallClock, Changelogs::keep);
    }

    /** Commits: records logged so far survive each {@link #crash}; without a first commit all do. */
    public void commit() {
        changelogs.collect(driver);
        changelogs.commit();
    }

    /**
     * Like {@link #restart()}, but of the records since the last commit each store's changelog has kept only the first
     * part, of a length of its own: stores are behind the output, or ahead of it, or some are this and some that. An
     * application that runs at least once then reads all input since that commit again.
     *
     * @param random decides how much is lost
     * @param wallClock null: the current time
     */
    public void crash(RandomGenerator random, Instant wallClock) {
        restart(wallClock, logs -> logs.lose(random));
    }

    /**
     * Like {@link #restart()}, but without all records since the last commit: a transaction was aborted.
     *
     * @param wallClock null: the current time
     */
    public void abort(Instant wallClock) {
        restart(wallClock, Changelogs::abort);
    }

    private void restart(Instant wallClock, Consumer<Changelogs> fate) {
        changelogs.collect(driver);
        fate.accept(changelogs);
        close();
        start(wallClock);
        driver.getAllStateStores().forEach((name, store) -> Changelogs.restore(store, changelogs.of(name)));
    }

    /** A key-value store of the topology. */
    public <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** The current driver, for calls without a method here. */
    public TopologyTestDriver driver() {
        return driver;
    }

    /** Advances the wall clock, and runs what is due. */
    public void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    @Override
    public void close() {
        driver.close();
        state.close();
    }
}
