package io.parley.connectors;

import io.parley.connectors.cassandra.CassandraSinkConnector;
import io.parley.connectors.redis.RedisSettings;
import io.parley.connectors.redis.RedisSinkConnector;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectorsTest {

    private static final Settings STORE =
            Settings.of(Map.of("history.contact-points", "cassandra:9042"), HistorySettings.KEYS);

    private final Connectors connectors = new Connectors(
            new Topics(CatalogueConfig.small()), Installation.settings("broker:9092", "http://registry:8081"));

    @Test
    void shouldBeFoundWhenPluginsAreLoadedAsServices() {
        // When
        List<String> found = ServiceLoader.load(SinkConnector.class).stream()
                .map(provider -> provider.type().getName())
                .toList();

        // Then
        assertThat(found).contains(CassandraSinkConnector.class.getName(), RedisSinkConnector.class.getName());
    }

    @Test
    void shouldReadCommittedEventsWhenCassandraSinkIsConfigured() {
        // When
        ConnectorConfig config = connectors.cassandra(STORE, 2);

        // Then
        assertThat(config.name()).isEqualTo("parley.cassandra-sink");
        assertThat(config.properties())
                .containsEntry("topics", "parley.events")
                .containsEntry("tasks.max", "2")
                .containsEntry("consumer.override.isolation.level", "read_committed")
                .containsEntry("consumer.override.fetch.max.wait.ms", "250")
                .containsEntry("consumer.override.request.timeout.ms", "10000")
                .containsEntry("consumer.override.default.api.timeout.ms", "10000")
                .containsEntry("consumer.override.reconnect.backoff.max.ms", "500")
                .containsEntry("key.converter", "org.apache.kafka.connect.storage.StringConverter")
                .containsEntry("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter")
                .containsEntry("history.contact-points", "cassandra:9042")
                .containsEntry("registry.url", "http://registry:8081")
                .containsEntry("kafka.bootstrap-servers", "broker:9092");
        assertThat(errors(new CassandraSinkConnector(), config.properties())).isEmpty();
    }

    @Test
    void shouldReadSessionsPresenceAndGatewaysWhenRedisSinkIsConfigured() {
        // When
        ConnectorConfig config = connectors.redis(redis("redis://redis:6379"), 1);

        // Then
        assertThat(config.name()).isEqualTo("parley.redis-sink");
        assertThat(config.properties())
                .containsEntry("topics", "parley.sessions,parley.presence,parley.gateways")
                .containsEntry("redis.url", "redis://redis:6379");
        assertThat(errors(new RedisSinkConnector(), config.properties())).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongAtItsKeyWhenConfigurationIsInvalid() {
        // Given
        Map<String, String> cassandra =
                new HashMap<>(connectors.cassandra(STORE, 1).properties());
        cassandra.put("history.keyspace", "My Chat");
        Map<String, String> redis =
                new HashMap<>(connectors.redis(redis("redis://redis"), 1).properties());
        redis.put("redis.shards", "0");
        Map<String, String> misspelt =
                new HashMap<>(connectors.redis(redis("redis://redis"), 1).properties());
        misspelt.put("redis.shard", "5");

        // When // Then
        assertThat(errors(new CassandraSinkConnector(), cassandra))
                .containsOnlyKeys("history.keyspace")
                .extractingByKey("history.keyspace")
                .asString()
                .contains("history.keyspace: My Chat (expected: 1 to 48 characters");
        assertThat(errors(new RedisSinkConnector(), redis))
                .containsOnlyKeys("redis.shards")
                .extractingByKey("redis.shards")
                .asString()
                .contains("redis.shards: 0 (expected: 1 to 65536)");
        assertThat(errors(new RedisSinkConnector(), misspelt))
                .containsOnlyKeys("redis.shard")
                .extractingByKey("redis.shard")
                .asString()
                .contains("did you mean redis.shards?");
    }

    @Test
    void shouldHandOnWhatWasSetAndLeaveTheRestToDefaults() {
        // Given
        Settings settings = Settings.of(
                Map.of("redis.url", "redis://redis", "redis.shards", "8", "redis.timeout", "PT1.5S"),
                RedisSettings.KEYS);

        // When
        Map<String, String> properties = connectors.redis(settings, 1).properties();

        // Then
        assertThat(properties)
                .containsEntry("redis.shards", "8")
                .containsEntry("redis.timeout", "PT1.5S")
                .doesNotContainKeys("redis.prefix", "redis.lease-time");
        assertThat(errors(new RedisSinkConnector(), properties)).isEmpty();
    }

    @Test
    void shouldNameTheWorkersOwnWhenServersAskWhoItIs() {
        // Given
        Connectors locked = new Connectors(
                new Topics(CatalogueConfig.small()),
                Settings.of(
                        Map.of(
                                "kafka.bootstrap-servers", "broker:9093",
                                "kafka.client.security.protocol", "SASL_SSL",
                                "kafka.client.sasl.jaas.config", "hush",
                                "registry.url", "https://registry:8443",
                                "registry.username", "setup",
                                "registry.password", "hush"),
                        InstallationSettings.KEYS));
        Settings redis = Settings.of(
                Map.of("redis.url", "rediss://redis", "redis.username", "parley", "redis.password", "hush"),
                RedisSettings.KEYS);

        // When
        Map<String, String> properties = locked.redis(redis, 1).properties();

        // Then
        assertThat(properties)
                .containsEntry("kafka.client.security.protocol", "${parley:kafka.client.security.protocol}")
                .containsEntry("kafka.client.sasl.jaas.config", "${parley:kafka.client.sasl.jaas.config}")
                .containsEntry("registry.username", "${parley:registry.username}")
                .containsEntry("registry.password", "${parley:registry.password}")
                .containsEntry("redis.username", "${parley:redis.username}")
                .containsEntry("redis.password", "${parley:redis.password}")
                .containsEntry("redis.url", "rediss://redis")
                .doesNotContainKey("registry.token");
        assertThat(properties.values()).noneMatch(value -> value.contains("hush"));
    }

    @Test
    void shouldGiveAwayWhatConnectorsNameAndNothingElse() {
        // Given
        ConnectorSecrets secrets = new ConnectorSecrets();
        secrets.configure(
                Map.of("history.password", "hush", "kafka.client.sasl.jaas.config", "jaas", "token.secret", "never"));

        // When
        Map<String, String> given = secrets.get(
                        "",
                        Set.of("history.password", "kafka.client.sasl.jaas.config", "redis.password", "token.secret"))
                .data();

        // Then
        assertThat(given)
                .containsOnly(
                        Map.entry("history.password", "hush"),
                        Map.entry("kafka.client.sasl.jaas.config", "jaas"),
                        Map.entry("redis.password", ""));
    }

    @Test
    void shouldRefusePropertiesOfClientsThatGuaranteesRestOn() {
        // Given
        Map<String, String> redis =
                new HashMap<>(connectors.redis(redis("redis://redis"), 1).properties());
        redis.put("kafka.client.acks", "1");

        // Then
        assertThat(errors(new RedisSinkConnector(), redis))
                .containsOnlyKeys("kafka.client.acks")
                .extractingByKey("kafka.client.acks")
                .asString()
                .contains("Parley sets acks of its clients itself");
    }

    private static Settings redis(String url) {
        return Settings.of(Map.of("redis.url", url), RedisSettings.KEYS);
    }

    private static Map<String, List<String>> errors(SinkConnector connector, Map<String, String> properties) {
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value : connector.validate(properties).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
