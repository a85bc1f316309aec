package io.parley.topologies.testkit;

import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.schemas.config.Settings;
import io.parley.topologies.Application;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** One application of a pipeline, on its driver, with all that it was ever given. */
final class Stage {

    private final Set<String> reads = new HashSet<>();
    private final List<Piped> given = new ArrayList<>();
    private final List<Piped> withheld = new ArrayList<>();
    private final TopologyFixture fixture;
    private Instant clock;
    private boolean withholds;
    private int committed;

    /** A record of a topic. */
    record Piped(String topic, TestRecord<byte[], byte[]> record) {}

    Stage(Application application, Settings settings, Topics topics, LocalSchemaRegistry registry, Instant clock) {
        this.clock = clock;
        this.fixture = new TopologyFixture(
                topics,
                registry,
                (catalogue, serdes) -> {
                    Topology topology = application.topology().build(catalogue, serdes, settings);
                    sources(topology);
                    return topology;
                },
                Map.of(),
                clock);
    }

    private void sources(Topology topology) {
        for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
                    reads.addAll(source.topicSet());
                }
            }
        }
    }

    boolean reads(String topic) {
        return reads.contains(topic);
    }

    void give(Piped piped) {
        given.add(piped);
        pipe(piped);
    }

    private void pipe(Piped piped) {
        fixture.driver()
                .createInputTopic(piped.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(piped.record());
    }

    /** What it has written since the last time, to topics that others see. */
    List<Piped> written() {
        List<Piped> written = new ArrayList<>();
        for (String topic : new TreeSet<>(fixture.driver().producedTopicNames())) {
            if (!topic.startsWith(TopologyFixture.APPLICATION + "-")) {
                fixture.bytes(topic).forEach(record -> written.add(new Piped(topic, record)));
            }
        }
        if (withholds) {
            withheld.addAll(written);
            return List.of();
        }
        return written;
    }

    /** Commits; from now on nobody sees what it writes, until it commits again or crashes. */
    void withhold() {
        fixture.commit();
        committed = given.size();
        withholds = true;
    }

    boolean withholds() {
        return withholds;
    }

    /** Gives what nobody has seen yet. */
    List<Piped> commit() {
        fixture.commit();
        withholds = false;
        return taken();
    }

    /**
     * Dies and starts again, and is given once more all that it had not committed.
     *
     * @param random decides what is left of its state, and of what it wrote to each topic; null where all of it is
     *     aborted together
     * @return what is left of what it wrote
     */
    List<Piped> crash(RandomGenerator random, Instant now) {
        List<Piped> left = random == null ? List.of() : firstOfEach(taken(), random);
        if (random == null) {
            taken();
            fixture.abort(now);
        } else {
            fixture.crash(random, now);
        }
        clock = now;
        withholds = false;
        List.copyOf(given.subList(committed, given.size())).forEach(this::pipe);
        return left;
    }

    private List<Piped> taken() {
        List<Piped> taken = List.copyOf(withheld);
        withheld.clear();
        return taken;
    }

    /** Of each topic the first few. */
    private static List<Piped> firstOfEach(List<Piped> written, RandomGenerator random) {
        Map<String, Integer> left = new TreeMap<>();
        written.forEach(piped -> left.merge(piped.topic(), 1, Integer::sum));
        left.replaceAll((topic, records) -> random.nextInt(records + 1));
        return written.stream()
                .filter(piped -> left.merge(piped.topic(), -1, Integer::sum) >= 0)
                .toList();
    }

    void advanceTo(Instant now) {
        fixture.advance(Duration.between(clock, now));
        clock = now;
    }

    void restart(Instant now) {
        fixture.restart(now);
        clock = now;
    }

    /** Gives it the last of what it was given once more. */
    void repeat(int records) {
        List.copyOf(given.subList(Math.max(0, given.size() - records), given.size()))
                .forEach(this::pipe);
    }

    void close() {
        fixture.close();
    }
}
