package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.admin.access.AdminTokens;
import io.parley.examples.activity.ActivityApplication;
import io.parley.examples.moderation.Moderation;
import io.parley.gateway.client.TestClient;
import io.parley.topologies.Application;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** All of Parley with what a jar of somebody's own brings: {@code ./parley up --with examples.jar}. */
class PluggedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldRunStepAndApplicationWhenTheirJarComesAlong() throws Exception {
        // Given
        Path jar = Path.of(Moderation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assumeTrue(Files.isRegularFile(jar), "skipped: the examples are no jar, as they are from mvn verify on");
        List<Application> more = Plugins.applications(List.of(jar));
        StandaloneConfig config = StandaloneSettings.read(
                Map.of(
                        "PARLEY_CONVERSATION_STEPS", Moderation.class.getName(),
                        "PARLEY_MODERATION_REFUSED_WORDS", "spam",
                        "PARLEY_MODERATION_HELD_WORDS", "lottery",
                        "PARLEY_ACTIVITY_LATENESS", "1m"),
                Map.of(
                        "standalone.data", folder.resolve("data").toString(),
                        "gateway.port", "0",
                        "management.port", "0"),
                more);
        try (Standalone standalone = new Standalone(config)) {
            standalone.start();
            URI gateway = standalone.chatUrl();
            String alice = "alice-" + UUID.randomUUID();
            try (TestClient client =
                    TestClient.ready(gateway, RunningParley.token(gateway, alice, standalone.tokenCode()))) {
                String conversation = client.group("Plans");

                // When
                String refused = client.message(conversation, "spam for all");
                String held = client.message(conversation, "a lottery");
                String sent = client.message(conversation, "good morning");

                // Then
                JsonNode refusal = rejected(client, refused);
                assertThat(refusal.path("code").asText()).isEqualTo("forbidden");
                assertThat(refusal.has("held")).isFalse();
                JsonNode waiting = rejected(client, held);
                assertThat(waiting.path("code").asText()).isEqualTo("forbidden");
                assertThat(waiting.path("held").asBoolean()).isTrue();
                HttpResponse<String> ofABackEnd = sendAsBackEnd(standalone, conversation, "a lottery");
                assertThat(ofABackEnd.statusCode()).as(ofABackEnd.body()).isEqualTo(202);
                assertThat(ofABackEnd.body()).contains("\"outcome\":\"held\"");
                assertThat(client.awaitEventOf(sent).path("sequence").asLong()).isEqualTo(2);
                assertThat(counts(standalone, config)).isPositive();
                assertThat(standalone.steps()).containsExactly(Moderation.class.getName());
                assertThat(standalone.statuses().get(ActivityApplication.ACTIVITY.name()))
                        .isEqualTo(PartStatus.RUNNING);
            }
        }
    }

    private HttpResponse<String> sendAsBackEnd(Standalone standalone, String conversation, String text)
            throws Exception {
        Path data = folder.resolve("data");
        Files.writeString(
                data.resolve(AdminPart.TOKENS),
                "shop send " + AdminTokens.digest("token-of-shop") + "\n",
                StandardOpenOption.APPEND);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(standalone.addresses().get("admin") + "/v1/send"))
                                .header("Authorization", "Bearer token-of-shop")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"id\":\"m-1\",\"conversationId\":\"" + conversation
                                        + "\",\"content\":\"" + text + "\"}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static JsonNode rejected(TestClient client, String id) {
        return client.awaitFrame(frame ->
                TestClient.is(frame, "rejected") && id.equals(frame.path("id").asText()));
    }

    /** How many counts of the application are there, once there is one. */
    private static int counts(Standalone standalone, StandaloneConfig config) {
        int partitions = config.own().get(io.parley.runtime.config.InstallationSettings.CONVERSATION_PARTITIONS);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, standalone.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition("parley.activity", partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
            while (records.isEmpty() && System.nanoTime() < deadline) {
                records = consumer.poll(Duration.ofMillis(200));
            }
            return records.count();
        }
    }
}
