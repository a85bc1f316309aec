package io.parley.servers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

class ConnectWorkerIT {

    private static final String CONNECTOR = "collector";

    @Test
    void shouldRunConnectorAgainWhenStoppedAndStarted() throws Exception {
        // Given
        String bootstrapServers = RealServers.get().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic("collected", 2, (short) 1)))
                    .all()
                    .get();
        }
        try (ConnectWorker connect = new ConnectWorker(ConnectWorker.Config.on(bootstrapServers))) {
            connect.start();
            assertThat(connect.state(CONNECTOR).connector()).isEqualTo("MISSING");
            connect.put(
                    CONNECTOR,
                    Map.of(
                            "connector.class", CollectingSinkConnector.class.getName(),
                            "topics", "collected",
                            "tasks.max", "1"));
            awaitCollected(connect, bootstrapServers, "a");

            // When
            connect.stop();
            connect.start();

            // Then
            awaitCollected(connect, bootstrapServers, "b");
            assertThat(CollectingSinkConnector.collected()).containsExactly("a", "b");
        }
    }

    @Test
    void shouldRunATaskAgainWhenItFailedAndIsRestarted() throws Exception {
        // Given
        String bootstrapServers = RealServers.get().bootstrapServers();
        var config = new ConnectWorker.Config(bootstrapServers, 0, "failing.", Map.of());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                ConnectWorker connect = new ConnectWorker(config)) {
            admin.createTopics(List.of(new NewTopic("failed", 1, (short) 1)))
                    .all()
                    .get();
            connect.start();
            connect.put(
                    "failing",
                    Map.of(
                            "connector.class", CollectingSinkConnector.class.getName(),
                            "topics", "failed",
                            "consumer.override.auto.offset.reset", "earliest",
                            "tasks.max", "1"));
            send(bootstrapServers, "failed", CollectingSinkConnector.FAILING);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> connect.states()
                            .getOrDefault("failing", ConnectorState.MISSING)
                            .hasFailed());
            assertThat(connect.states().get("failing").traces())
                    .singleElement(STRING)
                    .contains(CollectingSinkConnector.FAILING);

            // When
            boolean restarted = connect.restartFailed("failing");

            // Then
            assertThat(restarted).isTrue();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> CollectingSinkConnector.collected().contains(CollectingSinkConnector.FAILING));
            assertThat(connect.states().get("failing").isRunning()).isTrue();
        }
    }

    @Test
    void shouldSayWhyWhenConnectorIsRefused() {
        // Given
        String bootstrapServers = RealServers.get().bootstrapServers();
        var config = new ConnectWorker.Config(bootstrapServers, 0, "refusing.", Map.of());
        try (ConnectWorker connect = new ConnectWorker(config)) {
            connect.start();

            // When
            // Then
            assertThatThrownBy(() -> connect.put("bad", Map.of("connector.class", "nowhere.Nothing", "topics", "t")))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("nowhere.Nothing");
        }
    }

    private static void awaitCollected(ConnectWorker connect, String bootstrapServers, String value) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> connect.state(CONNECTOR).isRunning());
        send(bootstrapServers, "collected", value);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> CollectingSinkConnector.collected().contains(value));
    }

    private static void send(String bootstrapServers, String topic, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
