package io.parley.standalone;

import io.parley.gateway.GatewaySettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.ManagementSettings;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Holds the configuration of an instance of Parley on one machine.
 *
 * @param dataDir the folder of all data
 * @param settings of the parts and of {@link StandaloneSettings}, by the names of their keys
 * @param more applications to run beside Parley's
 */
public record StandaloneConfig(Path dataDir, Map<String, String> settings, List<Application> more) {

    public StandaloneConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
        more = List.copyOf(more);
    }

    /** Makes a configuration with free ports, for tests. */
    public static StandaloneConfig onFreePorts(Path dataDir) {
        return new StandaloneConfig(
                dataDir, Map.of(GatewaySettings.PORT.name(), "0", ManagementSettings.PORT.name(), "0"), List.of());
    }

    /** Returns this configuration with one setting added or changed. */
    public StandaloneConfig with(String key, String value) {
        Map<String, String> values = new LinkedHashMap<>(settings);
        values.put(key, value);
        return new StandaloneConfig(dataDir, values, more);
    }

    /** Returns the applications that every installation runs and the plugged-in ones. */
    List<Application> applications() {
        return Stream.concat(Applications.NEEDED.stream(), more.stream()).toList();
    }

    /**
     * Returns all settings, for those that {@code up} itself reads.
     *
     * @throws IllegalArgumentException if one is unknown to the parts and to the plug-ins
     */
    Settings own() {
        return Settings.of(
                settings, StandaloneSettings.keys(applications(), application -> application.pluggedAmong(settings)));
    }

    /** Leaves out the settings, among which is a secret. */
    @Override
    public String toString() {
        return "StandaloneConfig[dataDir=" + dataDir + "]";
    }
}
