package io.parley.standalone;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.gateway.client.TestClient;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What others read without a line of ours: the log with a registry, the table, and the view in Redis. */
class StoredForOthersIT {

    private static RunningParley parley;

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
    }

    @Test
    void shouldBeReadableByAnyClientOfTheConfluentFormat() throws Exception {
        // Given
        TestClient alice = TestClient.ready(parley.gateway(), parley.token(user("alice")));
        String conversation = alice.group("Plans");
        alice.awaitEventOf(alice.message(conversation, "for everybody to read"));

        // When
        List<GenericRecord> events = readEvents(conversation, 2);

        // Then
        assertThat(events).extracting(event -> event.get("sequence")).containsExactly(1L, 2L);
        GenericRecord message = (GenericRecord) events.get(1).get("body");
        assertThat(message.getSchema().getName()).isEqualTo("Message");
        assertThat(message.get("content")).hasToString("for everybody to read");
        alice.close();
    }

    @Test
    void shouldHoldWhatWasSentInTheTable() {
        // Given
        String aliceId = user("alice");
        TestClient alice = TestClient.ready(parley.gateway(), parley.token(aliceId));
        String conversation = alice.group("Plans");
        String id = alice.message(conversation, "kept for years");
        alice.awaitEventOf(id);

        // When
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(parley.cassandra())
                .withLocalDatacenter("datacenter1")
                .build()) {
            Row row = await().atMost(TestClient.PATIENCE)
                    .until(
                            () -> session.execute(
                                            "SELECT * FROM parley_hot.messages WHERE conversation_id = ? AND bucket = 0"
                                                    + " AND sequence_number = 2",
                                            UUID.fromString(conversation))
                                    .one(),
                            found -> found != null);

            // Then
            assertThat(row.getString("sender_id")).isEqualTo(aliceId);
            assertThat(row.getString("content")).isEqualTo("kept for years");
            assertThat(row.getString("command_id")).isEqualTo(id);
            assertThat(row.getInstant("sent_at")).isNotNull();
        }
        alice.close();
    }

    @Test
    void shouldShowConnectionsInRedis() {
        // Given
        String aliceId = user("alice");

        try (RedisClient redis = RedisClient.create(parley.redis().toString())) {
            // When
            TestClient alice = TestClient.ready(parley.gateway(), parley.token(aliceId));

            // Then
            await().atMost(TestClient.PATIENCE).until(() -> connectionsOf(redis, aliceId) == 1);
            alice.close();
            await().atMost(TestClient.PATIENCE).until(() -> connectionsOf(redis, aliceId) == 0);
        }
    }

    @Test
    void shouldShowWhereTheTimeGoesHopByHop() throws Exception {
        // Given
        try (TestClient alice = TestClient.ready(parley.gateway(), parley.token(user("alice")))) {
            String conversation = alice.group("Plans");
            alice.awaitEventOf(alice.message(conversation, "on my way"));
        }

        // When
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(parley.management().resolve("/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();

        // Then
        assertThat(metrics)
                .contains("parley_gateway_accept_seconds_bucket")
                .containsPattern(
                        "parley_streams_record_age_seconds_bucket\\{application=\"conversation\",direction=\"in\","
                                + "topic=\"commands\"")
                .containsPattern("parley_streams_record_age_seconds_bucket\\{application=\"user\",direction=\"out\","
                        + "topic=\"deliveries\"");
    }

    private static long connectionsOf(RedisClient redis, String userId) {
        Set<String> shards = redis.keys("*connections:*");
        return shards.stream()
                .flatMap(shard -> redis.hkeys(shard).stream())
                .filter(field -> field.startsWith(userId))
                .count();
    }

    private static List<GenericRecord> readEvents(String conversation, int count) {
        String topic = new Topics(CatalogueConfig.small()).events().name();
        List<GenericRecord> found = new ArrayList<>();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                parley.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(TestClient.PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    // Others have thousands of events there, and each schema is asked for.
                    if (conversation.equals(new String(record.key(), StandardCharsets.UTF_8))) {
                        found.add(decode(record.value()));
                    }
                }
                return found.size() >= count;
            });
        }
        return found;
    }

    private static GenericRecord decode(byte[] bytes) throws IOException, InterruptedException {
        assertThat(bytes[0]).describedAs("magic byte").isZero();
        Schema schema = schema(ByteBuffer.wrap(bytes).getInt(1));
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    private static Schema schema(int id) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(parley.registryUrl() + "/schemas/ids/" + id))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        JsonNode answer = new ObjectMapper().readTree(body);
        return new Schema.Parser().parse(answer.path("schema").asText());
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
