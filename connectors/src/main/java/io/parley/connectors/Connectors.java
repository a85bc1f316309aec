package io.parley.connectors;

import io.parley.connectors.cassandra.CassandraSinkConnector;
import io.parley.connectors.redis.RedisSettings;
import io.parley.connectors.redis.RedisSinkConnector;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.connect.sink.SinkConnector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the configurations of an installation's sinks, for a Connect worker. They name a password where one is needed,
 * and the worker takes it from {@link ConnectorSecrets}.
 */
public final class Connectors {

    private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final Topics topics;
    private final Settings installation;

    /**
     * @param installation for the keys of {@link InstallationSettings}: where brokers and registry are for the worker, with
     *     properties of clients and credentials of a kind that the worker has too
     */
    public Connectors(Topics topics, Settings installation) {
        this.topics = topics;
        this.installation = installation;
    }

    /**
     * Stores events in Cassandra.
     *
     * @param settings for the keys of {@link HistorySettings}
     * @param tasks at most one for each partition of {@code events}
     */
    public ConnectorConfig cassandra(Settings settings, int tasks) {
        Map<String, String> own = new HashMap<>(settings.written(HistorySettings.KEYS));
        own.putAll(references(settings, HistorySettings.ACCESS));
        Map<String, String> properties = sink(CassandraSinkConnector.class, tasks, List.of(topics.events()), own);
        return new ConnectorConfig(topics.config().prefix() + "cassandra-sink", properties);
    }

    /**
     * Writes sessions, presence and gateways to Redis.
     *
     * @param settings for the keys of {@link RedisSettings}
     * @param tasks at most one for each partition of {@code sessions}
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public ConnectorConfig redis(Settings settings, int tasks) {
        Map<String, String> own = new HashMap<>(settings.written(RedisSettings.KEYS));
        own.putAll(references(settings, RedisSettings.ACCESS));
        if (RedisSettings.read(settings).uri().getRawUserInfo() != null) {
            own.put(RedisSettings.URL.name(), ConnectorSecrets.reference(RedisSettings.URL.name()));
        }
        Map<String, String> properties = sink(
                RedisSinkConnector.class, tasks, List.of(topics.sessions(), topics.presence(), topics.gateways()), own);
        return new ConnectorConfig(topics.config().prefix() + "redis-sink", properties);
    }

    private Map<String, String> sink(
            Class<? extends SinkConnector> type, int tasks, List<Topic<?>> read, Map<String, String> own) {
        Map<String, String> properties = new HashMap<>(own);
        properties.put("connector.class", type.getName());
        properties.put("tasks.max", Integer.toString(tasks));
        properties.put("topics", read.stream().map(Topic::name).collect(Collectors.joining(",")));
        properties.put("key.converter", STRING);
        properties.put("value.converter", BYTES);
        // Aborted records never took effect.
        properties.put("consumer.override.isolation.level", "read_committed");
        properties.put("consumer.override.auto.offset.reset", "earliest");
        // Many rows at a time: a delay of a tenth of a second makes storing far cheaper for the store and the brokers.
        properties.put("consumer.override.fetch.min.bytes", "65536");
        properties.put("consumer.override.fetch.max.wait.ms", "250");
        // A killed worker loses its partitions within seconds.
        properties.put("consumer.override.session.timeout.ms", "6000");
        properties.put("consumer.override.heartbeat.interval.ms", "1500");
        // A fetch or a commit that a frozen broker holds is given up; the defaults are 30 s and 60 s.
        properties.put("consumer.override.request.timeout.ms", "10000");
        properties.put("consumer.override.default.api.timeout.ms", "10000");
        properties.put("consumer.override.reconnect.backoff.max.ms", "500");
        RegistryConfig registry = InstallationSettings.registry(installation);
        properties.put(
                InstallationSettings.BOOTSTRAP_SERVERS.name(),
                installation.get(InstallationSettings.BOOTSTRAP_SERVERS));
        properties.putAll(references(installation, List.of(InstallationSettings.KAFKA_CLIENT)));
        properties.putAll(references(installation, InstallationSettings.REGISTRY_ACCESS));
        properties.put(InstallationSettings.REGISTRY_URL.name(), registry.url().toString());
        properties.put(
                InstallationSettings.REGISTRY_TIMEOUT.name(), registry.timeout().toString());
        properties.put(
                InstallationSettings.TOPICS_PREFIX.name(), topics.config().prefix());
        return properties;
    }

    /** For each of these keys that is set: what names the worker's own value. */
    private static Map<String, String> references(Settings settings, List<SettingKey<?>> keys) {
        return settings.written(keys).keySet().stream()
                .collect(Collectors.toMap(name -> name, ConnectorSecrets::reference));
    }
}
