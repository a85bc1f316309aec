package io.parley.topologies.conversation;

import io.parley.runtime.authority.SealSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.step.StepFactories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Declares the settings of the conversation application. */
public final class ConversationSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationSettings.class);

    /**
     * The record of a group of this size, each member with the longest id and named three times, still fits into
     * Kafka's default megabyte. A larger record would stop its partition for good: an application that runs exactly
     * once gives up no record.
     */
    private static final String LARGEST_GROUP = "2000";

    /** The row of a message with this many reactions takes a few kilobytes. */
    private static final String MOST_REACTIONS = "100";

    static final SettingKey<Integer> MAX_GROUP_SIZE = SettingKey.integer(
                    "conversation.max-group-size", "the most members of a group; change it over a clean stop only")
            .between("2", LARGEST_GROUP)
            .withDefault("1000");
    static final SettingKey<Duration> EDIT_WINDOW = SettingKey.duration(
                    "conversation.edit-window",
                    "how long after a message was sent its sender may edit it; change it over a clean stop only")
            .atLeast("0s")
            .withDefault("24h");
    static final SettingKey<Integer> MAX_REACTIONS = SettingKey.integer(
                    "conversation.max-reactions",
                    "the most different reactions on one message; change it over a clean stop only")
            .between("1", MOST_REACTIONS)
            .withDefault("20");

    static final SettingKey<List<String>> STEPS = SettingKey.list(
                    "conversation.steps",
                    "classes of steps that are asked about a command before it is numbered, in this order, each with the"
                            + " keys that it declares; change them over a clean stop only")
            .optional();

    static final SettingKey<Integer> LARGE_GROUP_THRESHOLD = SettingKey.integer(
                    "conversation.large-group-threshold",
                    "a group with more members than this is large, and stays so: its events go live only to those who"
                            + " have it open; one that a lower value finds above it is from its next added on; change it"
                            + " over a clean stop only")
            .atLeast("2")
            .withDefault("100");

    /** The user application needs it too. */
    public static final SettingKey<Duration> LARGE_GROUP_HINT_INTERVAL = SettingKey.duration(
                    "conversation.large-group-hint-interval",
                    "the least time between two updates that the members of a large group get of its head")
            .moreThan("0s")
            .withDefault("10s");

    static final SettingKey<Integer> CACHED_MEMBERS = SettingKey.integer(
                    "conversation.cached-members",
                    "members of the rosters that one task keeps decoded in memory, in all; 0: none")
            .atLeast("0")
            .withDefault("10000");
    static final SettingKey<Integer> CACHED_SUBSCRIPTIONS = SettingKey.integer(
                    "conversation.cached-subscriptions",
                    "sessions with an open conversation that one task keeps decoded in memory, in all; 0: none")
            .atLeast("0")
            .withDefault("10000");

    public static final List<SettingKey<?>> KEYS = Stream.concat(
                    SettingKey.declaredBy(ConversationSettings.class).stream(), SealSettings.KEYS.stream())
            .toList();

    private ConversationSettings() {}

    /**
     * Collects the settings of the configured steps.
     *
     * @param taken keys that they must not declare
     * @throws IllegalArgumentException if a class is not a step, or a step declares a taken key
     */
    public static List<SettingKey<?>> keysOfSteps(Settings settings, List<SettingKey<?>> taken) {
        return steps(settings).keys(taken);
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static ConversationConfig read(Settings settings) {
        if (stepNames(settings).isEmpty()) {
            LOG.info("no step is asked about commands");
        }
        DecisionRules rules = new DecisionRules(
                settings.get(MAX_GROUP_SIZE),
                settings.get(EDIT_WINDOW),
                settings.get(MAX_REACTIONS),
                settings.get(LARGE_GROUP_THRESHOLD),
                steps(settings).create(settings),
                SealSettings.read(settings));
        return new ConversationConfig(
                rules,
                settings.get(LARGE_GROUP_HINT_INTERVAL),
                settings.get(CACHED_MEMBERS),
                settings.get(CACHED_SUBSCRIPTIONS));
    }

    /** Lists the classes of the steps, in the order in which they are asked. */
    public static List<String> stepNames(Settings settings) {
        return settings.find(STEPS).orElse(List.of());
    }

    private static StepFactories steps(Settings settings) {
        return StepFactories.named(STEPS.name(), stepNames(settings));
    }
}
