package io.parley.topologies.parts;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;

import java.util.Map;

/** Makes builders of topologies that refuse stores and repartition topics without a name. */
public final class NamedStreams {

    private NamedStreams() {}

    /**
     * Makes a fresh builder. Generated names shift when a topology changes, and the state is lost: with this one they
     * fail the build.
     */
    public static StreamsBuilder builder() {
        // Only the naming counts here: what the application runs with replaces all of it at the start.
        Map<String, Object> naming = Map.of(
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true,
                StreamsConfig.APPLICATION_ID_CONFIG, "replaced-at-the-start",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "replaced-at-the-start:9092");
        return new StreamsBuilder(new TopologyConfig(new Quiet(naming)));
    }

    private static final class Quiet extends StreamsConfig {

        private static final boolean LOG_VALUES = false;

        Quiet(Map<String, Object> values) {
            super(values, LOG_VALUES);
        }
    }
}
