package io.parley.connectors.cassandra;

import io.parley.avro.DeadLetter;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.Installation;
import io.parley.history.History;
import io.parley.history.HistoryPage;
import io.parley.history.HistorySettings;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events from a real log through a real Connect worker into a real Cassandra. */
class CassandraSinkIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** With its envelope it just fits into a request of a producer. */
    private static final int LARGEST_VALUE = 1024 * 1024 - 100;

    private static Installation installation;
    private static History history;
    private static ConnectorConfig sink;

    @BeforeAll
    static void start() {
        RealServers servers = RealServers.get().start(Kind.BROKER, Kind.REGISTRY, Kind.CASSANDRA);
        Settings settings = settings(servers.cassandraContactPoint(), "cassandra_sink_it");
        history = History.open(HistorySettings.read(settings));
        assertThat(history.createSchema()).succeedsWithin(LONG);
        installation = new Installation("cassandra-sink-it.", servers.bootstrapServers(), servers.registryUrl());
        sink = installation.connectors().cassandra(settings, 2);
        installation.run(sink);
    }

    @AfterAll
    static void stop() {
        installation.close();
        history.close();
    }

    static Settings settings(InetSocketAddress cassandra, String keyspace) {
        return Settings.of(
                Map.of(
                        "history.contact-points",
                        cassandra.getHostString() + ":" + cassandra.getPort(),
                        "history.local-datacenter",
                        CassandraServer.DATACENTER,
                        "history.keyspace",
                        keyspace),
                HistorySettings.KEYS);
    }

    @Test
    void shouldStoreEventsWhenTheyAreInTheLog() {
        // Given
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            conversations.add(new Conversation(installation));
        }

        // When
        conversations.forEach(conversation -> conversation.send(20));

        // Then
        for (Conversation conversation : conversations) {
            await().atMost(LONG).until(() -> conversation.stored(history) == 20);
            assertThat(conversation.read(history))
                    .extracting(StoredEvent::sequence)
                    .isSorted();
        }
    }

    @Test
    void shouldStoreSoonWhenNothingElseIsUnderWay() {
        // Given
        Conversation conversation = new Conversation(installation);
        conversation.send(1);
        await().atMost(LONG).until(() -> conversation.stored(history) == 1);

        // When
        conversation.send(1);

        // Then
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(2))
                .until(() -> conversation.stored(history) == 2);
    }

    @Test
    void shouldNeverShowWhatWasChangedWhenPageReachesTheChange() {
        for (int round = 0; round < 30; round++) {
            // Given
            Conversation conversation = new Conversation(installation);
            conversation.send(message("before"));
            conversation.send(message("unchanged"));
            conversation.send(message("gone"));

            // When
            conversation.send(new Edited(1L, "after"));
            conversation.send(new Deleted(3L));
            conversation.send(new Reacted(2L, "👍", false));

            // Then
            HistoryPage page = awaitWhole(conversation);
            StoredEvent edited = page.events().get(0);
            assertThat(((Message) edited.event().getBody()).getContent()).isEqualTo("after");
            assertThat(edited.editedSequence()).hasValue(4);
            assertThat(page.events().get(1).reactions()).containsExactly(new StoredReaction("👍", List.of("alice")));
            assertThat(page.events().get(2).deleted()).isTrue();
        }
    }

    private static HistoryPage awaitWhole(Conversation conversation) {
        return await().atMost(LONG)
                .until(
                        () -> conversation.await(history).toCompletableFuture().get(),
                        page -> page.complete() && page.events().size() == conversation.head());
    }

    /** Nothing that a registry could be asked about: with a 0 in front it would be waited for. */
    private static byte[] garbage(int length) {
        byte[] garbage = new byte[length];
        Arrays.fill(garbage, (byte) 'x');
        return garbage;
    }

    private static Message message(String content) {
        return new Message(content, "text/plain", false, null);
    }

    @Test
    void shouldStoreNothingWhenTransactionIsAborted() {
        // Given
        Conversation aborted = new Conversation(installation);
        Conversation committed = new Conversation(installation);

        // When
        try (Producer<byte[], byte[]> producer = installation.transactional("cassandra-sink-it")) {
            producer.beginTransaction();
            assertThat(producer.send(aborted.next())).succeedsWithin(LONG);
            producer.abortTransaction();
            producer.beginTransaction();
            assertThat(producer.send(committed.next())).succeedsWithin(LONG);
            // In the partition of what was aborted, so that it is passed when this one is there.
            ProducerRecord<byte[], byte[]> next = committed.next();
            assertThat(producer.send(new ProducerRecord<>(
                            next.topic(), aborted.partition().partition(), next.key(), next.value())))
                    .succeedsWithin(LONG);
            producer.commitTransaction();
        }

        // Then
        await().atMost(LONG).until(() -> committed.stored(history) == 2);
        assertThat(aborted.stored(history)).isZero();
    }

    @Test
    void shouldKeepRecordApartAndStoreTheNextWhenOneCannotBeRead() {
        // Given
        Conversation conversation = new Conversation(installation);
        conversation.send(1);

        // When
        installation.send(conversation.poison());
        installation.send(conversation.unstorable());
        installation.send(new ProducerRecord<>(
                installation.topics().events().name(),
                conversation.partition().partition(),
                null,
                garbage(LARGEST_VALUE)));
        conversation.send(1);

        // Then
        await().atMost(LONG).until(() -> conversation.stored(history) == 2);
        // By offset, since a letter may come twice, as every record may.
        SortedMap<Long, DeadLetter> letters = new TreeMap<>();
        try (Consumer<String, DeadLetter> consumer =
                installation.consumer(installation.topics().deadLetters())) {
            await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> letters.put(record.value().getOffset(), record.value()));
                return letters.size() >= 3;
            });
        }
        assertThat(letters.values())
                .allSatisfy(letter -> {
                    assertThat(letter.getApplication()).startsWith(sink.name());
                    assertThat(letter.getTopic())
                            .isEqualTo(installation.topics().events().name());
                    assertThat(letter.getPartition())
                            .isEqualTo(conversation.partition().partition());
                })
                .extracting(DeadLetter::getReason)
                .satisfiesExactly(
                        poison -> assertThat(poison).contains("not the Confluent wire format"),
                        unstorable -> assertThat(unstorable).contains("UUID"),
                        large -> assertThat(large).endsWith("of " + LARGEST_VALUE + " bytes kept)"));
        assertThat(letters.get(letters.firstKey()).getValue().array()).containsExactly(1, 2, 3);
        assertThat(installation.hasFailed(sink)).isFalse();
    }

    @Test
    void shouldEndInSameRowsWhenLogIsReadAgainFromItsStart() {
        // Given
        Conversation conversation = new Conversation(installation);
        conversation.send(30);
        await().atMost(LONG).until(() -> conversation.stored(history) == 30);
        List<StoredEvent> before = conversation.read(history);

        // When
        ConnectorConfig again = new ConnectorConfig(sink.name() + "-again", sink.properties());
        installation.run(again);

        // Then
        await().atMost(LONG)
                .until(() -> installation.committed(again, conversation.partition())
                                >= installation.committed(sink, conversation.partition())
                        && installation.committed(again, conversation.partition()) >= 30);
        assertThat(conversation.read(history)).isEqualTo(before);
    }
}
