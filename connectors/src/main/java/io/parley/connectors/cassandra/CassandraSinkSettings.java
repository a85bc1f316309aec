package io.parley.connectors.cassandra;

import io.parley.connectors.sink.SinkSettings;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.ArrayList;
import java.util.List;

/** The keys of the Cassandra sink. */
final class CassandraSinkSettings {

    static final SettingKey<Integer> WRITES_IN_FLIGHT = SettingKey.integer(
                    "sink.writes-in-flight", "the most events that one task has on their way to the store at a time")
            .withDefault("256");

    static final SinkSettings ALL = new SinkSettings(keys());

    private static final int MOST_WRITES = 10_000;

    private CassandraSinkSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static HistoryConfig history(Settings settings) {
        return HistorySettings.read(settings);
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static int writesInFlight(Settings settings) {
        int writes = settings.get(WRITES_IN_FLIGHT);
        if (writes < 1 || writes > MOST_WRITES) {
            throw new IllegalArgumentException(
                    WRITES_IN_FLIGHT.name() + ": " + writes + " (expected: 1 to " + MOST_WRITES + ")");
        }
        return writes;
    }

    private static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(HistorySettings.KEYS);
        keys.add(WRITES_IN_FLIGHT);
        return keys;
    }
}
