package io.parley.servers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class KafkaClusterIT {

    private static final String TOPIC = "letters";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldTakeRecordsWithTwoOfThreeAndRefuseThemWithOne() throws Exception {
        try (KafkaCluster cluster = RealServers.get().newCluster(folder)) {
            // Given
            cluster.start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Optional.empty(), Optional.empty())))
                        .all()
                        .get();
                awaitInSync(admin, 3);
                int leader = partition(admin).leader().id();
                send(cluster, "a");

                // When
                cluster.broker(leader).kill();

                // Then
                awaitInSync(admin, 2);
                assertThat(cluster.isRunning()).isFalse();
                assertThat(partition(admin).leader().id()).isNotEqualTo(leader);
                send(cluster, "b");

                // When
                cluster.broker(other(leader)).stop();

                // Then
                assertThatThrownBy(() -> send(cluster, "refused"))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TimeoutException.class);

                // When
                cluster.start();

                // Then
                awaitInSync(admin, 3);
                send(cluster, "c");
                assertThat(read(cluster, 3)).containsExactly("a", "b", "c");
            }
        }
    }

    @Test
    void shouldKeepRecordsAndAddressesWhenStoppedAndOpenedAgain() throws Exception {
        // Given
        String addresses;
        try (KafkaCluster cluster = RealServers.get().newCluster(folder)) {
            cluster.start();
            addresses = cluster.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 3)))
                        .all()
                        .get();
            }
            send(cluster, "a");
        }

        // When
        try (KafkaCluster cluster = RealServers.get().newCluster(folder)) {
            cluster.start();

            // Then
            assertThat(cluster.bootstrapServers()).isEqualTo(addresses);
            assertThat(read(cluster, 1)).containsExactly("a");
        }
    }

    private static int other(int id) {
        return id % 3 + 1;
    }

    private static void awaitInSync(Admin admin, int copies) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(partition(admin).isr()).hasSize(copies));
    }

    private static TopicPartitionInfo partition(Admin admin) throws Exception {
        return admin.describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get()
                .get(TOPIC)
                .partitions()
                .get(0);
    }

    /** Fails within seconds where the cluster doesn't take it. */
    private static void send(KafkaCluster cluster, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "acks",
                "all",
                // An idempotent producer waits for its id, which no single broker gives, and without a bound.
                "enable.idempotence",
                false,
                "max.block.ms",
                10_000,
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                10_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, null, value)).get();
        }
    }

    private static List<String> read(KafkaCluster cluster, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
