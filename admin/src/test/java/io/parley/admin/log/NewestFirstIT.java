package io.parley.admin.log;

import io.parley.admin.log.NewestFirst.Found;
import io.parley.runtime.kafka.Brokers;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** On a topic with the records 0 to 24. */
class NewestFirstIT {

    private static final String TOPIC = "newest-first-it-" + UUID.randomUUID();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STEP = 4;
    private static final int MOST = 10;

    @BeforeAll
    static void write() throws Exception {
        String brokers = RealServers.get().bootstrapServers();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 25; i++) {
                var unused = producer.send(new ProducerRecord<>(TOPIC, 0, "k", Integer.toString(i)));
            }
        }
    }

    @Test
    void shouldFindTheNewestAndGoOnWhereThePageBeforeEnded() {
        // When
        Found<Integer> first = find(OptionalLong.empty(), 2, 3);
        Found<Integer> second = find(first.before(), 2, 3);

        // Then
        assertThat(first.items()).containsExactly(24, 21);
        assertThat(second.items()).containsExactly(18, 15);
    }

    @Test
    void shouldStopAtTheBoundEvenWhenNothingWasFound() {
        // When
        Found<Integer> nothing = find(OptionalLong.empty(), 5, 100);

        // Then
        assertThat(nothing.items()).isEmpty();
        assertThat(nothing.before()).hasValue(15);
    }

    @Test
    void shouldFindEachOnceUntilTheBeginning() {
        // Given
        List<Integer> all = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        int pages = 0;

        // When
        do {
            Found<Integer> page = find(before, 3, 1);
            all.addAll(page.items());
            before = page.before();
            pages++;
        } while (before.isPresent() && pages < 100);

        // Then
        assertThat(all).hasSize(25).doesNotHaveDuplicates().startsWith(24).endsWith(0);
    }

    @Test
    void shouldFindNothingBeforeTheBeginningAndTakeAPlaceBeyondTheEndForTheEnd() {
        // When
        Found<Integer> before = find(OptionalLong.of(0), 3, 1);
        Found<Integer> after = find(OptionalLong.of(1_000), 1, 1);

        // Then
        assertThat(before.items()).isEmpty();
        assertThat(before.before()).isEmpty();
        assertThat(after.items()).containsExactly(24);
    }

    /** Finds multiples of a number. */
    private static Found<Integer> find(OptionalLong before, int limit, int multiplesOf) {
        AdminClients clients = new AdminClients(Brokers.at(RealServers.get().bootstrapServers()), "any.");
        try (NewestFirst search = new NewestFirst(clients.reader(), STEP, MOST)) {
            return search.find(
                    PARTITION,
                    before,
                    limit,
                    next -> {
                        int number = Integer.parseInt(new String(next.value(), StandardCharsets.UTF_8));
                        return number % multiplesOf == 0 ? Optional.of(number) : Optional.empty();
                    },
                    PATIENCE);
        }
    }
}
