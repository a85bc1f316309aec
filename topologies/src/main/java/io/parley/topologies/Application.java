package io.parley.topologies;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.ManagementSettings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.streams.Topology;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An application: a topology and the guarantee under which it runs.
 *
 * @param name as it is given on the command line and, after a prefix, to Kafka as {@code application.id}
 * @param guarantee decides the engine's settings
 * @param ownKeys the settings that only this application has
 * @param pluggedKeys finds further settings: those of the classes that one of its settings names
 * @param ownTopics what it reads or writes beside the topics of the catalogue; the start waits for them too
 * @param continued the store that its output continues from; without it the application refuses to start behind
 *     existing output
 * @param topology makes the topology; pure
 */
public record Application(
        String name,
        Guarantee guarantee,
        List<SettingKey<?>> ownKeys,
        PluggedKeys pluggedKeys,
        Function<Topics, List<Topic<?>>> ownTopics,
        Optional<Continued> continued,
        TopologyFactory topology) {

    /**
     * Output that may only be continued from the state that produced it.
     *
     * @param output a topic with as many partitions as the store has
     * @param store the name of the state store
     */
    public record Continued(Function<Topics, Topic<?>> output, String store) {}

    /** Makes a topology from the catalogue, the serdes and the application's own settings. */
    @FunctionalInterface
    public interface TopologyFactory {

        /** @throws IllegalArgumentException if a setting is invalid; the message is one line */
        Topology build(Topics topics, AvroSerdes serdes, Settings settings);
    }

    /** Finds the settings of the classes that other settings plug in. */
    @FunctionalInterface
    public interface PluggedKeys {

        /**
         * @param taken keys that already exist
         * @throws IllegalArgumentException if a class can't be plugged in; the message is one line
         */
        List<SettingKey<?>> find(Settings settings, List<SettingKey<?>> taken);
    }

    /** Makes an application that may start anew behind existing output. */
    public Application(
            String name,
            Guarantee guarantee,
            List<SettingKey<?>> ownKeys,
            PluggedKeys pluggedKeys,
            Function<Topics, List<Topic<?>>> ownTopics,
            TopologyFactory topology) {
        this(name, guarantee, ownKeys, pluggedKeys, ownTopics, Optional.empty(), topology);
    }

    /** Makes an application without plug-ins and without topics of its own. */
    public Application(String name, Guarantee guarantee, List<SettingKey<?>> ownKeys, TopologyFactory topology) {
        this(name, guarantee, ownKeys, (settings, taken) -> List.of(), topics -> List.of(), topology);
    }

    public Application {
        ownKeys = List.copyOf(ownKeys);
    }

    /**
     * Reads a properties file and an environment.
     *
     * @param file null when there is none
     * @throws IllegalArgumentException if they have an unknown setting, or name a class that can't be plugged in
     */
    public Settings load(Path file, Map<String, String> environment) {
        return Settings.load(file, environment, keys(Settings.loadKnown(file, environment, keys())));
    }

    /**
     * Selects the values of settings that this application knows.
     *
     * @param values by the names of their keys
     * @throws IllegalArgumentException if they name a class that can't be plugged in
     */
    public Settings settingsAmong(Map<String, String> values) {
        return Settings.ofKnown(values, keys(Settings.ofKnown(values, keys())));
    }

    /**
     * Finds the settings of the classes that some values plug in.
     *
     * @param values by the names of their keys; keys of others are ignored
     * @throws IllegalArgumentException if they name a class that can't be plugged in
     */
    public List<SettingKey<?>> pluggedAmong(Map<String, String> values) {
        return pluggedKeys.find(Settings.ofKnown(values, keys()), keys());
    }

    /**
     * Lists all settings of the application, with those of the classes that the given settings plug in.
     *
     * @param given values for some of {@link #keys()}
     * @throws IllegalArgumentException if a class can't be plugged in; the message is one line
     */
    public List<SettingKey<?>> keys(Settings given) {
        return Stream.concat(keys().stream(), pluggedKeys.find(given, keys()).stream())
                .toList();
    }

    /** Lists all settings of a process that runs this application, without those of plug-ins. */
    public List<SettingKey<?>> keys() {
        return Stream.of(InstallationSettings.KEYS, ApplicationSettings.KEYS, ManagementSettings.KEYS, ownKeys)
                .flatMap(List::stream)
                .toList();
    }
}
