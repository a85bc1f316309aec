package io.parley.topologies.path;

import io.parley.schemas.Topic;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One application of the path on its driver, whose topics are made once for each of its lives. */
final class Driven implements AutoCloseable {

    private final TopologyFixture fixture;
    private final Map<Topic<?>, TestInputTopic<String, ?>> inputs = new HashMap<>();
    private final Map<Topic<?>, TestOutputTopic<String, ?>> outputs = new HashMap<>();

    Driven(TopologyFixture fixture) {
        this.fixture = fixture;
    }

    @SuppressWarnings("unchecked") // what is kept under a topic has the topic's type
    <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return (TestInputTopic<String, V>) inputs.computeIfAbsent(topic, fixture::input);
    }

    @SuppressWarnings("unchecked") // what is kept under a topic has the topic's type
    <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return (TestOutputTopic<String, V>) outputs.computeIfAbsent(topic, fixture::output);
    }

    <V> KeyValueStore<String, V> store(String name) {
        return fixture.store(name);
    }

    void advance(Duration time) {
        fixture.advance(time);
    }

    void commit() {
        fixture.commit();
    }

    void restart(Instant now) {
        fixture.restart(now);
        forget();
    }

    void crash(RandomGenerator random, Instant now) {
        fixture.crash(random, now);
        forget();
    }

    void abort(Instant now) {
        fixture.abort(now);
        forget();
    }

    private void forget() {
        inputs.clear();
        outputs.clear();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
