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
 * What all of Parley on one machine is run with.
 *
 * @param dataDir everything that is kept
 * @param settings of the parts and of {@link StandaloneSettings}, by the names of their keys, as one would set them
 * @param more applications to run beside Parley's
 */
public record StandaloneConfig(Path dataDir, Map<String, String> settings, List<Application> more) {

    public StandaloneConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
        more = List.copyOf(more);
    }

    /** On free ports: for tests. */
    public static StandaloneConfig onFreePorts(Path dataDir) {
        return new StandaloneConfig(
                dataDir, Map.of(GatewaySettings.PORT.name(), "0", ManagementSettings.PORT.name(), "0"), List.of());
    }

    /** With one setting more, or another value for it. */
    public StandaloneConfig with(String key, String value) {
        Map<String, String> values = new LinkedHashMap<>(settings);
        values.put(key, value);
        return new StandaloneConfig(dataDir, values, more);
    }

    /** Parley's applications, and those beside them. */
    List<Application> applications() {
        return Stream.concat(Applications.ALL.stream(), more.stream()).toList();
    }

    /**
     * All settings, for what {@code up} itself looks at.
     *
     * @throws IllegalArgumentException if one is set that nobody knows, what is plugged in included
     */
    Settings own() {
        return Settings.of(
                settings, StandaloneSettings.keys(applications(), application -> application.pluggedAmong(settings)));
    }

    /** Without the settings, among which is a secret. */
    @Override
    public String toString() {
        return "StandaloneConfig[dataDir=" + dataDir + "]";
    }
}
