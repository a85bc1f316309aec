package io.parley.topologies.sequencer;

import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;
import io.parley.topologies.step.StepFactories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/** The settings that only the sequencer has. */
public final class SequencerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(SequencerSettings.class);

    static final SettingKey<Integer> MAX_GROUP_SIZE = SettingKey.integer(
                    "sequencer.max-group-size", "the most members of a group; change it over a clean stop only")
            .withDefault("1000");
    static final SettingKey<Duration> EDIT_WINDOW = SettingKey.duration(
                    "sequencer.edit-window",
                    "how long after a message was sent its sender may edit it; change it over a clean stop only")
            .withDefault("24h");
    static final SettingKey<Integer> MAX_REACTIONS = SettingKey.integer(
                    "sequencer.max-reactions",
                    "the most different reactions on one message; change it over a clean stop only")
            .withDefault("20");

    static final SettingKey<List<String>> STEPS = SettingKey.list(
                    "sequencer.steps",
                    "classes of steps that are asked about a command before it is numbered, in this order, each with the"
                            + " keys that it declares; change them over a clean stop only")
            .optional();

    public static final List<SettingKey<?>> KEYS = List.of(MAX_GROUP_SIZE, EDIT_WINDOW, MAX_REACTIONS, STEPS);

    private SequencerSettings() {}

    /**
     * The settings of the steps that are named.
     *
     * @param taken keys that are not theirs to declare
     * @throws IllegalArgumentException if what is named is no step, or takes a key that isn't its own
     */
    public static List<SettingKey<?>> keysOfSteps(Settings settings, List<SettingKey<?>> taken) {
        return steps(settings).keys(taken);
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static SequencerConfig read(Settings settings) {
        if (stepNames(settings).isEmpty()) {
            LOG.info("no step is asked about commands");
        }
        return new SequencerConfig(
                settings.get(MAX_GROUP_SIZE),
                settings.get(EDIT_WINDOW),
                settings.get(MAX_REACTIONS),
                steps(settings).create(settings));
    }

    /** The classes of the steps, in the order in which they are asked. */
    public static List<String> stepNames(Settings settings) {
        return settings.find(STEPS).orElse(List.of());
    }

    private static StepFactories steps(Settings settings) {
        return StepFactories.named(STEPS.name(), stepNames(settings));
    }
}
