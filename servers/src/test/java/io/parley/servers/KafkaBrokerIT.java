package io.parley.servers;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaBrokerIT {

    private static final String TOPIC = "letters";

    @TempDir
    Path folder;

    @Test
    void shouldKeepRecordsAndAddressWhenStoppedAndStarted() throws Exception {
        // Given
        try (KafkaBroker broker = RealServers.get().newBroker(folder)) {
            broker.start();
            createTopic(broker.bootstrapServers());
            send(broker.bootstrapServers(), "a");

            // When
            broker.stop();
            broker.start();

            // Then
            send(broker.bootstrapServers(), "b");
            assertThat(read(broker.bootstrapServers(), 2)).containsExactly("a", "b");
        }
    }

    @Test
    void shouldBeTheSameClusterWhenOpenedAgainOnItsFolder() throws Exception {
        // Given
        String clusterId;
        String address;
        try (KafkaBroker broker = RealServers.get().newBroker(folder)) {
            broker.start();
            address = broker.bootstrapServers();
            clusterId = clusterId(address);
            createTopic(address);
            send(address, "a");
        }

        // When
        try (KafkaBroker broker = RealServers.get().newBroker(folder)) {
            broker.start();

            // Then
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(clusterId(address)).isEqualTo(clusterId);
            assertThat(read(address, 1)).containsExactly("a");
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static String clusterId(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void send(String bootstrapServers, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> read(String bootstrapServers, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
