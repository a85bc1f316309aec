package io.parley.connectors.cassandra;

import io.parley.connectors.sink.SinkSettings;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.stream.Stream;

/** The keys of the Cassandra sink. */
final class CassandraSinkSettings {

    static final SettingKey<Integer> WRITES_IN_FLIGHT = SettingKey.integer(
                    "sink.writes-in-flight", "the most events that one task has on their way to the store at a time")
            .between("1", "10000")
            .withDefault("256");

    static final SinkSettings ALL = new SinkSettings(
            Stream.concat(HistorySettings.KEYS.stream(), SettingKey.declaredBy(CassandraSinkSettings.class).stream())
                    .toList());

    private CassandraSinkSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static HistoryConfig history(Settings settings) {
        return HistorySettings.read(settings);
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static int writesInFlight(Settings settings) {
        return settings.get(WRITES_IN_FLIGHT);
    }
}
