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
 * A real topology on the test driver, with typed inputs and outputs. It reads and writes the same bytes as in
 * production, over a registry of its own process.
 *
 * <p><b>It runs a topology as one task</b>, as Kafka's driver does, whatever the partitions of its topics: what goes to a partition of its
 * own in production meets in one store here, partitioners are told of one partition, and a record that is repartitioned to a wrong
 * one is not noticed. For decisions and stores that is enough, and it is quick. {@link PipelineFixture} runs a topology with as many
 * tasks as the catalogue has partitions. Not safe for use by several threads.
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
     * @param wallClock null: the time that it is
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

    /** A writer of a topic that the topology reads. Of one driver: to be taken anew after a restart. */
    public <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), serdes.key().serializer(), serdes.value(topic).serializer());
    }

    /** A reader of a topic that the topology writes. Of one driver: to be taken anew after a restart. */
    public <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), serdes.key().deserializer(), serdes.value(topic).deserializer());
    }

    /** What is left to read of a topic, as the bytes that were written. */
    public List<TestRecord<byte[], byte[]>> bytes(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What is left to read of a store's changelog; reading it takes nothing from a {@link #restart}. */
    public List<TestRecord<byte[], byte[]>> changelog(String store) {
        changelogs.collect(driver);
        return changelogs.unread(store);
    }

    /**
     * As if the process had lost its disk and its memory: a new driver, whose stores hold what the changelogs say and
     * nothing else. What was written to other topics and is not read yet is gone.
     */
    public void restart() {
        restart(null);
    }

    /**
     * As {@link #restart()}, with a wall clock that begins at a given time.
     *
     * @param wallClock null: the time that it is
     */
    public void restart(Instant wallClock) {
        restart(wallClock, Changelogs::keep);
    }

    /** What was logged so far survives each {@link #crash}; without a first commit everything does. */
    public void commit() {
        changelogs.collect(driver);
        changelogs.commit();
    }

    /**
     * As {@link #restart()}, but of what was logged since the last commit each store's changelog has kept only the first
     * part, of a length of its own: the stores are behind what was written, or ahead of it, or some are this and some
     * that. What at least once does next is to read again all that came since that commit.
     *
     * @param random decides how much is lost
     * @param wallClock null: the time that it is
     */
    public void crash(RandomGenerator random, Instant wallClock) {
        restart(wallClock, logs -> logs.lose(random));
    }

    /**
     * As {@link #restart()}, but nothing is left of what was logged since the last commit: a transaction was aborted.
     *
     * @param wallClock null: the time that it is
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

    /** The driver that runs now, for what has no method here. */
    public TopologyTestDriver driver() {
        return driver;
    }

    /** Lets the wall clock go on, and what is to happen by it happen. */
    public void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    @Override
    public void close() {
        driver.close();
        state.close();
    }
}
