package io.parley.topologies.sequencer;

import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;

import java.time.Duration;
import java.util.List;

/** The settings that only the sequencer has. */
public final class SequencerSettings {

    static final SettingKey<Integer> MAX_GROUP_SIZE = SettingKey.integer(
                    "sequencer.max-group-size", "the most members of a group; change it over a clean stop only")
            .withDefault("1000");
    static final SettingKey<Duration> EDIT_WINDOW = SettingKey.duration(
                    "sequencer.edit-window",
                    "how long after a message was sent its sender may edit it; change it over a clean stop only")
            .withDefault("24h");

    public static final List<SettingKey<?>> KEYS = List.of(MAX_GROUP_SIZE, EDIT_WINDOW);

    private SequencerSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static SequencerConfig read(Settings settings) {
        return new SequencerConfig(settings.get(MAX_GROUP_SIZE), settings.get(EDIT_WINDOW));
    }
}
