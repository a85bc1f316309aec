package io.parley.connectors.sink;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingFamily;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads a connector's settings among the properties from Kafka Connect: the keys are those of every other process,
 * beside Connect's own. An unknown key in one of Parley's groups fails the start, as everywhere.
 */
public final class SinkSettings {

    /** The keys that every sink has. */
    private static final List<SettingKey<?>> COMMON = common();

    private static final Set<String> OF_CONNECT = Set.of("topics", "topics.regex");

    /** Short, since a task pauses while the registry is down, and doesn't block. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(1);

    private final List<SettingKey<?>> keys;

    /** @param keys the sink's own keys, beside the common ones */
    public SinkSettings(List<SettingKey<?>> keys) {
        this.keys = new ArrayList<>(COMMON);
        this.keys.addAll(keys);
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public Settings read(Map<String, String> properties) {
        Set<String> groups = keys.stream().map(key -> group(key.name())).collect(Collectors.toSet());
        Map<String, String> ours = new HashMap<>();
        properties.forEach((name, value) -> {
            if (groups.contains(group(name)) && !OF_CONNECT.contains(name) && value != null) {
                ours.put(name, value.strip());
            }
        });
        return Settings.of(ours, keys);
    }

    /** Describes the keys for Connect. */
    public ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (SettingKey<?> key : keys) {
            if (key instanceof SettingFamily) {
                // Its members are Kafka's to describe.
                continue;
            }
            Object none = key.isOptional() ? null : ConfigDef.NO_DEFAULT_VALUE;
            definition.define(
                    key.name(),
                    key.isSecret() ? Type.PASSWORD : Type.STRING,
                    key.defaultText().<Object>map(text -> text).orElse(none),
                    Importance.HIGH,
                    key.meaning() + "; " + key.expectation());
        }
        return definition;
    }

    /** Adds the errors of the settings to those that Connect found, at their keys. */
    public Config validate(Config found, Map<String, String> properties, Consumer<Settings> reader) {
        try {
            Settings settings = read(properties);
            InstallationSettings.brokers(settings);
            InstallationSettings.access(settings);
            reader.accept(settings);
            return found;
        } catch (IllegalArgumentException e) {
            String key = e.getMessage().substring(0, Math.max(0, e.getMessage().indexOf(':')));
            List<ConfigValue> values = new ArrayList<>(found.configValues());
            Optional<ConfigValue> value =
                    values.stream().filter(known -> known.name().equals(key)).findFirst();
            if (value.isEmpty()) {
                values.add(new ConfigValue(key, null, List.of(), List.of(e.getMessage())));
            } else if (value.get().errorMessages().isEmpty()) {
                value.get().addErrorMessage(e.getMessage());
            }
            return new Config(values);
        }
    }

    /** Makes a catalogue with the right topic names only: partitions and retention are the installation's. */
    public static Topics topics(Settings settings) {
        CatalogueConfig small = CatalogueConfig.small();
        return new Topics(new CatalogueConfig(
                settings.find(InstallationSettings.TOPICS_PREFIX).orElse(""),
                small.conversationPartitions(),
                small.userPartitions(),
                small.replication(),
                small.eventRetention()));
    }

    public static AvroSerdes serdes(Settings settings) {
        return new AvroSerdes(new HttpSchemaRegistry(new RegistryConfig(
                settings.get(InstallationSettings.REGISTRY_URL),
                settings.get(InstallationSettings.REGISTRY_TIMEOUT),
                REGISTRY_PATIENCE,
                InstallationSettings.access(settings))));
    }

    private static List<SettingKey<?>> common() {
        List<SettingKey<?>> common = new ArrayList<>(List.of(
                InstallationSettings.BOOTSTRAP_SERVERS,
                InstallationSettings.KAFKA_CLIENT,
                InstallationSettings.REGISTRY_URL,
                InstallationSettings.REGISTRY_TIMEOUT,
                InstallationSettings.TOPICS_PREFIX));
        common.addAll(InstallationSettings.REGISTRY_ACCESS);
        return List.copyOf(common);
    }

    private static String group(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
