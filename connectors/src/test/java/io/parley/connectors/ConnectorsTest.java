package io.parley.connectors;

import io.parley.connectors.cassandra.CassandraSinkConnector;
import io.parley.connectors.redis.RedisConfig;
import io.parley.connectors.redis.RedisSinkConnector;
import io.parley.history.HistoryConfig;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectorsTest {

    private final Connectors connectors = new Connectors(
            new Topics(CatalogueConfig.small()), "broker:9092", RegistryConfig.of("http://registry:8081"));

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
        ConnectorConfig config = connectors.cassandra(HistoryConfig.of("cassandra:9042"), 2);

        // Then
        assertThat(config.name()).isEqualTo("parley.cassandra-sink");
        assertThat(config.properties())
                .containsEntry("topics", "parley.events")
                .containsEntry("tasks.max", "2")
                .containsEntry("consumer.override.isolation.level", "read_committed")
                .containsEntry("consumer.override.fetch.max.wait.ms", "250")
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
        ConnectorConfig config = connectors.redis(RedisConfig.of(URI.create("redis://redis:6379")), 1);

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
        Map<String, String> cassandra = new HashMap<>(
                connectors.cassandra(HistoryConfig.of("cassandra:9042"), 1).properties());
        cassandra.put("history.keyspace", "My Chat");
        Map<String, String> redis = new HashMap<>(
                connectors.redis(RedisConfig.of(URI.create("redis://redis")), 1).properties());
        redis.put("redis.shards", "0");
        Map<String, String> misspelt = new HashMap<>(
                connectors.redis(RedisConfig.of(URI.create("redis://redis")), 1).properties());
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
