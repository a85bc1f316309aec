package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.runtime.config.Settings;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The conversation application while nothing happens. A task that ticked all the time would commit four times a second, and
 * with hundreds of partitions such transactions for nothing would be most of what brokers do at night.
 */
class IdleConversationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int GROUPS = 12;
    private static final int EVENTS_OF_BOTH = 5;

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    @TempDir
    Path folder;

    @Test
    void shouldMakeNoTransactionWhenNothingComesAndNothingWaits() throws Exception {
        KafkaBroker broker = RealServers.get().newBroker(folder.resolve("broker"));
        broker.start();
        try (RealTopics topics = new RealTopics("idle.", broker.bootstrapServers(), registry);
                RealGateway gateway = new RealGateway(topics, "gw-1", 5);
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                RealTopics.Reader<Expansion> expansions =
                        topics.read(topics.topics().expansions());
                StreamsApplication conversation = application(topics);
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers()))) {
            // Given tasks whose waiting hints and read marks were sent, and a gateway that stays alive
            conversation.start();
            gateway.live();
            for (int i = 0; i < GROUPS; i++) {
                String large = Commands.group(i);
                write(topics, Commands.createGroup(large, "alice", "create", "bob", "carol"));
                write(topics, Commands.send(large, "alice", "first", "hello"));
                write(topics, Commands.send(large, "bob", "second", "hello"));
                String small = Commands.group(GROUPS + i);
                write(topics, Commands.createGroup(small, "alice", "create", "bob"));
                write(topics, Commands.send(small, "alice", "first", "hello"));
            }
            await().atMost(PATIENCE).until(() -> events.poll().size() == EVENTS_OF_BOTH * GROUPS);
            assertThat(events.poll().stream().map(ConsumerRecord::partition).distinct())
                    .hasSize(topics.topics().events().partitions());
            for (int i = 0; i < GROUPS; i++) {
                read(topics, gateway, Commands.group(GROUPS + i), 1);
                read(topics, gateway, Commands.group(GROUPS + i), 2);
            }
            await().atMost(PATIENCE).until(() -> updatedLast(expansions).size() == GROUPS);

            // Then
            AtomicReference<Map<TopicPartition, Long>> last = new AtomicReference<>();
            await().pollInterval(Duration.ofMillis(500))
                    .during(QUIET)
                    .atMost(PATIENCE)
                    .until(() -> {
                        Map<TopicPartition, Long> now = transactionLog(admin);
                        return now.equals(last.getAndSet(now));
                    });

            // And what is looked at does move when something comes
            write(topics, Commands.send(Commands.group(0), "alice", "third", "hello"));
            await().atMost(PATIENCE).until(() -> events.poll().size() > EVENTS_OF_BOTH * GROUPS);
            assertThat(transactionLog(admin)).isNotEqualTo(last.get());
        } finally {
            broker.stop();
        }
    }

    private static void write(RealTopics topics, Command command) throws Exception {
        topics.write(command).get();
    }

    /** The large groups whose members got the last head, which waits until the end of the interval. */
    private static Set<String> updatedLast(RealTopics.Reader<Expansion> expansions) {
        expansions.poll();
        return expansions.values().stream()
                .map(Expansion::getBody)
                .filter(HeadMoved.class::isInstance)
                .map(HeadMoved.class::cast)
                .filter(moved ->
                        moved.getHead().getHead() == 3 && !moved.getUserIds().isEmpty())
                .map(HeadMoved::getConversationId)
                .collect(toSet());
    }

    private static void read(RealTopics topics, RealGateway gateway, String conversationId, long sequence) {
        gateway.put(
                topics.topics().signals(),
                conversationId,
                new Signal(conversationId, "bob", "bob@gw-1", "gw-1", 5L, new Read(sequence)));
    }

    /** The end of what the broker, which is the test's own, writes of each transaction's life. */
    private static Map<TopicPartition, Long> transactionLog(Admin admin) throws Exception {
        int partitions = admin.describeTopics(List.of(Topic.TRANSACTION_STATE_TOPIC_NAME))
                .topicNameValues()
                .get(Topic.TRANSACTION_STATE_TOPIC_NAME)
                .get()
                .partitions()
                .size();
        return admin
                .listOffsets(IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, partition))
                        .collect(toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private StreamsApplication application(RealTopics topics) {
        Map<String, String> settings =
                new HashMap<>(topics.settings(folder.resolve("state").toString()));
        settings.put("conversation.large-group-threshold", "2");
        settings.put("conversation.large-group-hint-interval", "1s");
        return new StreamsApplication(
                Applications.CONVERSATION,
                Settings.of(settings, Applications.CONVERSATION.keys()),
                registry,
                new SimpleMeterRegistry());
    }
}
