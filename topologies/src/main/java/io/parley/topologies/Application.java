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
 * One application: a topology and the guarantee that it runs under.
 *
 * @param name as it is given on the command line and, after a prefix, to Kafka as {@code application.id}
 * @param guarantee which decides the engine's settings
 * @param ownKeys the settings that only this application has
 * @param pluggedKeys further ones, known only from what its others say: those of classes that a setting names
 * @param ownTopics what it reads or writes beside the topics of the catalogue; waited for at the start as those are
 * @param continued what its output is continued from, so that it refuses to begin anew behind output that is there
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
     * Output that may only be continued from the state that wrote what is there.
     *
     * @param output a topic with as many partitions as the store has
     * @param store the name of the state store
     */
    public record Continued(Function<Topics, Topic<?>> output, String store) {}

    /** Makes a topology from the catalogue, the serdes and the application's own settings. */
    @FunctionalInterface
    public interface TopologyFactory {

        /** @throws IllegalArgumentException if a setting makes no sense; the message is one line */
        Topology build(Topics topics, AvroSerdes serdes, Settings settings);
    }

    /** Finds the settings of what other settings plug in. */
    @FunctionalInterface
    public interface PluggedKeys {

        /**
         * @param taken the keys that there are already
         * @throws IllegalArgumentException if what is to be plugged in can't be; the message is one line
         */
        List<SettingKey<?>> find(Settings settings, List<SettingKey<?>> taken);
    }

    /** An application whose output may be begun anew behind what is there. */
    public Application(
            String name,
            Guarantee guarantee,
            List<SettingKey<?>> ownKeys,
            PluggedKeys pluggedKeys,
            Function<Topics, List<Topic<?>>> ownTopics,
            TopologyFactory topology) {
        this(name, guarantee, ownKeys, pluggedKeys, ownTopics, Optional.empty(), topology);
    }

    /** An application into which nothing is plugged, and that has no topics of its own. */
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
     * @throws IllegalArgumentException if they set what this application doesn't know, or plug in what can't be
     */
    public Settings load(Path file, Map<String, String> environment) {
        return Settings.load(file, environment, keys(Settings.loadKnown(file, environment, keys())));
    }

    /**
     * Takes of some values those that this application knows.
     *
     * @param values by the names of their keys
     * @throws IllegalArgumentException if they plug in what can't be
     */
    public Settings settingsAmong(Map<String, String> values) {
        return Settings.ofKnown(values, keys(Settings.ofKnown(values, keys())));
    }

    /**
     * The settings of what some values plug into it, beside its own.
     *
     * @param values by the names of their keys; those of others are passed over
     * @throws IllegalArgumentException if they plug in what can't be
     */
    public List<SettingKey<?>> pluggedAmong(Map<String, String> values) {
        return pluggedKeys.find(Settings.ofKnown(values, keys()), keys());
    }

    /**
     * Gives every setting that it knows, with those of what these settings plug in.
     *
     * @param given with values for some of {@link #keys()}
     * @throws IllegalArgumentException if what is to be plugged in can't be; the message is one line
     */
    public List<SettingKey<?>> keys(Settings given) {
        return Stream.concat(keys().stream(), pluggedKeys.find(given, keys()).stream())
                .toList();
    }

    /** Every setting that a process running this application knows, whatever is plugged in. */
    public List<SettingKey<?>> keys() {
        return Stream.of(InstallationSettings.KEYS, ApplicationSettings.KEYS, ManagementSettings.KEYS, ownKeys)
                .flatMap(List::stream)
                .toList();
    }
}
