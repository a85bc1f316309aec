package io.parley.connectors;

import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a worker's own credentials to its connectors, which only name them: one who may ask the worker could read them in
 * a connector's configuration, and so could one who may read the topic in which it lies. A connector says
 * {@code ${parley:history.password}}; the worker has the value, from its own settings. As whom the servers know a worker is
 * said there too, and by what it trusts them: it is a process of its own, and needn't be known as {@code setup} is.
 */
public final class ConnectorSecrets implements ConfigProvider {

    /** The provider's name in connectors. */
    private static final String NAME = "parley";

    private static final String PROVIDERS = "config.providers";

    /** Beside the properties of Kafka's clients nothing else is given away, even if a connector asks for it. */
    private static final List<SettingKey<?>> KEYS = Stream.of(
                    HistorySettings.ACCESS,
                    RedisSettings.ACCESS,
                    List.<SettingKey<?>>of(RedisSettings.URL),
                    InstallationSettings.REGISTRY_ACCESS)
            .flatMap(List::stream)
            .toList();

    /** Their defaults, as one would set them; empty where there is none. */
    private static final Map<String, String> DEFAULTS = KEYS.stream()
            .collect(Collectors.toMap(SettingKey::name, key -> key.defaultText().orElse("")));

    private Map<String, String> values = Map.of();

    /** Returns the reference that a connector has in place of the value of a key. */
    static String reference(String key) {
        return "${" + NAME + ":" + key + "}";
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
        String provider = PROVIDERS + "." + NAME;
        String others = values.getOrDefault(InstallationSettings.KAFKA_CLIENT.key(PROVIDERS), "");
        Map<String, String> properties = new HashMap<>();
        properties.put(PROVIDERS, others.isEmpty() ? NAME : NAME + "," + others);
        properties.put(provider + ".class", ConnectorSecrets.class.getName());
        values.forEach((key, value) -> {
            if (isOfWorker(key)) {
                properties.put(provider + ".param." + key, value);
            }
        });
        return properties;
    }

    private static boolean isOfWorker(String key) {
        return DEFAULTS.containsKey(key) || InstallationSettings.KAFKA_CLIENT.contains(key);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        Map<String, String> known = new HashMap<>();
        configs.forEach((key, value) -> {
            if (isOfWorker(key) && value instanceof String text) {
                known.put(key, text);
            }
        });
        values = Map.copyOf(known);
    }

    @Override
    public ConfigData get(String path) {
        return get(path, values.keySet());
    }

    /** A key that the worker hasn't set is as if the connector hadn't set it; one that it doesn't give away isn't there. */
    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>();
        keys.stream()
                .filter(ConnectorSecrets::isOfWorker)
                .forEach(key -> found.put(key, values.getOrDefault(key, DEFAULTS.getOrDefault(key, ""))));
        return new ConfigData(found);
    }

    @Override
    public void close() {}
}
