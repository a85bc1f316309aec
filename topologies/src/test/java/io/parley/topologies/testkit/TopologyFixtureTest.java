package io.parley.topologies.testkit;

import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The effect of a restart: the logged records are kept, and nothing else. */
class TopologyFixtureTest {

    private static final String KEY = Commands.group(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Topics topics = new Topics(CatalogueConfig.small());

    @Test
    void shouldRestoreTheChangelogsWhenItIsRestarted() {
        try (TopologyFixture fixture = counting(true, false)) {
            // Given
            put(fixture);

            // When
            fixture.restart();
            put(fixture);
            fixture.restart();

            // Then
            assertThat(total(fixture)).isEqualTo(2);
            assertThat(fixture.driver().getTimestampedKeyValueStore("total").get(KEY))
                    .hasFieldOrPropertyWithValue("timestamp", START.toEpochMilli());
            assertThat(fixture.driver().<String, Long>getWindowStore("windows").fetch(KEY, START.toEpochMilli()))
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldLoseWhatWasNotLoggedWhenItIsRestarted() {
        try (TopologyFixture fixture = counting(false, false)) {
            // Given
            put(fixture);

            // When
            fixture.restart();

            // Then
            assertThat(total(fixture)).isNull();
        }
    }

    @Test
    void shouldKeepAtMostAPartOfWhatWasNotCommitted() {
        try (TopologyFixture fixture = counting(true, false)) {
            // Given
            put(fixture);
            fixture.commit();
            put(fixture);
            put(fixture);

            // When
            fixture.crash(new Random(1), START);
            long crashed = total(fixture);
            put(fixture);
            fixture.abort(START);

            // Then
            assertThat(crashed).isBetween(1L, 3L);
            assertThat(total(fixture)).isEqualTo(crashed);
        }
    }

    @Test
    void shouldNameTheStoreThatItCanNotRestore() {
        try (TopologyFixture fixture = counting(true, true)) {
            // Given
            put(fixture);

            // Then
            assertThatThrownBy(fixture::restart)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("windows: a InMemoryWindowStore can't be restored");
        }
    }

    private void put(TopologyFixture fixture) {
        fixture.input(topics.commands()).pipeInput(KEY, send(KEY, "ann", "m", "hello"), START);
    }

    private static Long total(TopologyFixture fixture) {
        KeyValueStore<String, Long> store = fixture.store("total");
        return store.get(KEY);
    }

    /** Counts commands by conversation: all of them, and those of a minute. */
    private TopologyFixture counting(boolean logged, boolean inMemory) {
        return new TopologyFixture(topics, (catalogue, serdes) -> {
            StreamsBuilder builder = new StreamsBuilder();
            var grouped = builder.stream(
                            catalogue.commands().name(),
                            Consumed.with(serdes.key(), serdes.value(catalogue.commands()))
                                    .withName("read"))
                    .groupByKey(Grouped.with("by-key", serdes.key(), serdes.value(catalogue.commands())));
            Materialized<String, Long, KeyValueStore<Bytes, byte[]>> total = Materialized.as("total");
            grouped.count(
                    Named.as("count"),
                    logged
                            ? total.withKeySerde(serdes.key()).withLoggingEnabled(Map.of())
                            : total.withKeySerde(serdes.key()).withLoggingDisabled());
            Duration minute = Duration.ofMinutes(1);
            grouped.windowedBy(TimeWindows.ofSizeWithNoGrace(minute))
                    .count(
                            Named.as("count-windows"),
                            Materialized.<String, Long>as(
                                            inMemory
                                                    ? Stores.inMemoryWindowStore("windows", minute, minute, false)
                                                    : Stores.persistentTimestampedWindowStore(
                                                            "windows", minute, minute, false))
                                    .withKeySerde(serdes.key())
                                    .withValueSerde(Serdes.Long()));
            return builder.build();
        });
    }
}
