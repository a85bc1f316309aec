package io.parley.standalone;

import io.parley.gateway.GatewaySettings;
import io.parley.schemas.config.Settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all of Parley on one machine is run with.
 *
 * @param dataDir everything that is kept
 * @param settings of the parts and of {@link StandaloneSettings}, by the names of their keys, as one would set them
 */
public record StandaloneConfig(Path dataDir, Map<String, String> settings) {

    public StandaloneConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** On free ports: for tests. */
    public static StandaloneConfig onFreePorts(Path dataDir) {
        return new StandaloneConfig(
                dataDir, Map.of(GatewaySettings.PORT.name(), "0", GatewaySettings.MANAGEMENT_PORT.name(), "0"));
    }

    /** With one setting more, or another value for it. */
    public StandaloneConfig with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new StandaloneConfig(dataDir, more);
    }

    /** The settings that {@code up} itself looks at. */
    Settings own() {
        return Settings.of(settings, StandaloneSettings.KEYS);
    }

    /** Without the settings, among which is a secret. */
    @Override
    public String toString() {
        return "StandaloneConfig[dataDir=" + dataDir + "]";
    }
}
