package io.parley.connectors;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.Settings;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a real worker is asked for, and what lies in its topic. */
class SecretsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PASSWORD = "hush-hush";
    private static final String PREFIX = "secrets-it.";

    @Test
    void shouldShowPasswordToNobodyWhenConnectorNeedsIt() throws Exception {
        // Given: Redis lets its default user in by any password
        RealServers servers = RealServers.get().start(Kind.BROKER, Kind.REGISTRY, Kind.REDIS);
        URI plain = servers.redisUri();
        URI url = URI.create("redis://default:" + PASSWORD + "@" + plain.getHost() + ":" + plain.getPort());
        Map<String, String> secrets = Map.of("redis.url", url.toString());
        try (Installation installation =
                        new Installation(PREFIX, servers.bootstrapServers(), servers.registryUrl(), secrets);
                RedisClient redis = RedisClient.create(plain)) {
            ConnectorConfig sink = installation.connectors().redis(Settings.of(secrets, RedisSettings.KEYS), 1);

            // When
            installation.run(sink);
            String user = "user-" + UUID.randomUUID();
            installation.send(
                    installation.topics().sessions(),
                    user,
                    new SessionChange(user, "s-1", "gw-secrets", 1L, null, SessionState.CONNECTED, true));

            // Then
            await().atMost(LONG).until(() -> !redis.keys("connections*").isEmpty());
            String connector = "/connectors/" + sink.name();
            assertThat(get(installation, connector + "/config"))
                    .contains("${parley:redis.url}")
                    .doesNotContain(PASSWORD);
            assertThat(get(installation, connector + "/tasks"))
                    .contains("redis.url")
                    .doesNotContain(PASSWORD);
            assertThat(get(installation, "/connectors?expand=info&expand=status"))
                    .doesNotContain(PASSWORD);
            assertThat(validated(installation, sink, url)).doesNotContain(PASSWORD);
            assertThat(records(servers.bootstrapServers(), PREFIX + "connect-config"))
                    .isNotEmpty()
                    .noneMatch(record -> record.contains(PASSWORD));
        }
    }

    @Test
    void shouldNamePasswordsAndNothingElseWhenConnectorsAreConfigured() {
        // Given
        Connectors connectors = new Connectors(
                new io.parley.schemas.Topics(io.parley.schemas.CatalogueConfig.small()),
                Installation.settings("broker:9092", "http://registry:8081"));
        Settings open = Settings.of(Map.of("history.contact-points", "cassandra:9042"), HistorySettings.KEYS);
        Settings locked = Settings.of(
                Map.of(
                        "history.contact-points", "cassandra:9042",
                        "history.username", "parley",
                        "history.password", PASSWORD),
                HistorySettings.KEYS);

        // When
        Map<String, String> cassandra = connectors.cassandra(locked, 1).properties();

        // Then
        assertThat(cassandra)
                .containsEntry("history.username", "${parley:history.username}")
                .containsEntry("history.password", "${parley:history.password}");
        assertThat(connectors.cassandra(open, 1).properties())
                .doesNotContainKey("history.username")
                .doesNotContainKey("history.password");
    }

    private static String get(Installation installation, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(installation.worker().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** What somebody is told who asks whether a configuration would do, with the password in it. */
    private static String validated(Installation installation, ConnectorConfig sink, URI url)
            throws IOException, InterruptedException {
        List<String> fields = new ArrayList<>();
        sink.properties()
                .forEach((name, value) ->
                        fields.add("\"" + name + "\":\"" + (name.equals("redis.url") ? url.toString() : value) + "\""));
        String type = sink.properties().get("connector.class");
        HttpRequest request = HttpRequest.newBuilder(
                        installation.worker().resolve("/connector-plugins/" + type + "/config/validate"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{" + String.join(",", fields) + "}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static List<String> records(String bootstrapServers, String topic) {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(record.key() + record.value()));
            }
            return records;
        }
    }
}
