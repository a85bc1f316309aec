package io.parley.topologies;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import io.parley.schemas.config.InstallationSettings;
import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;
import org.apache.kafka.streams.Topology;

import java.util.List;
import java.util.stream.Stream;

/**
 * One application: a topology and the guarantee that it runs under.
 *
 * @param name as it is given on the command line and, after a prefix, to Kafka as {@code application.id}
 * @param guarantee which decides the engine's settings
 * @param ownKeys the settings that only this application has
 * @param topology makes the topology; pure
 */
public record Application(String name, Guarantee guarantee, List<SettingKey<?>> ownKeys, TopologyFactory topology) {

    /** Makes a topology from the catalogue, the serdes and the application's own settings. */
    @FunctionalInterface
    public interface TopologyFactory {

        /** @throws IllegalArgumentException if a setting makes no sense; the message is one line */
        Topology build(Topics topics, AvroSerdes serdes, Settings settings);
    }

    public Application {
        ownKeys = List.copyOf(ownKeys);
    }

    /** Every setting that a process running this application knows. */
    public List<SettingKey<?>> keys() {
        return Stream.of(InstallationSettings.KEYS, ApplicationSettings.KEYS, ManagementSettings.KEYS, ownKeys)
                .flatMap(List::stream)
                .toList();
    }
}
