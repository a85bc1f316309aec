package io.parley.connectors;

import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.SettingKey;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Provides a worker with the secrets that its connectors name, so that no connector's configuration contains them:
 * everybody who may query the worker, or read its configuration topic, could see them there. A connector says
 * {@code ${parley:redis.url}}; the worker takes the value from its own settings.
 */
public final class ConnectorSecrets implements ConfigProvider {

    /** The provider's name in connectors. */
    private static final String NAME = "parley";

    /** No other value is given away, even if a connector names one. */
    private static final List<SettingKey<?>> KEYS = List.of(HistorySettings.PASSWORD, RedisSettings.URL);

    private Map<String, String> values = Map.of();

    /** The placeholder for the value of a key in a connector. */
    static String reference(SettingKey<?> key) {
        return "${" + NAME + ":" + key.name() + "}";
    }

    /** The keys that a worker needs if its connectors name them. */
    public static List<SettingKey<?>> keys() {
        return KEYS;
    }

    /**
     * Makes the properties of a worker that has these values.
     *
     * @param values by the names of their keys; other keys are ignored
     */
    public static Map<String, String> workerProperties(Map<String, String> values) {
        String provider = "config.providers." + NAME;
        Map<String, String> properties = new HashMap<>();
        properties.put("config.providers", NAME);
        properties.put(provider + ".class", ConnectorSecrets.class.getName());
        for (SettingKey<?> key : KEYS) {
            if (values.containsKey(key.name())) {
                properties.put(provider + ".param." + key.name(), values.get(key.name()));
            }
        }
        return properties;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        Map<String, String> known = new HashMap<>();
        for (SettingKey<?> key : KEYS) {
            if (configs.get(key.name()) instanceof String value) {
                known.put(key.name(), value);
            }
        }
        values = Map.copyOf(known);
    }

    @Override
    public ConfigData get(String path) {
        return get(path, values.keySet());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>(values);
        found.keySet().retainAll(keys);
        return new ConfigData(found);
    }

    @Override
    public void close() {}
}
