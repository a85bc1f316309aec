package io.parley.connectors.cassandra;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.connectors.Installation;
import io.parley.history.History;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.StoredEvent;
import io.parley.schemas.ConversationId;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A conversation whose events are written to the log and read from the store. */
final class Conversation {

    private final Installation installation;
    private final ConversationId id = new ConversationId(UUID.randomUUID());
    private long head;

    Conversation(Installation installation) {
        this.installation = installation;
    }

    /** The next event, not sent. */
    ProducerRecord<byte[], byte[]> next() {
        head++;
        return installation.record(installation.topics().events(), id.toString(), event(id.toString(), head));
    }

    /** Sends an event of a kind of one's own choice. */
    void send(Object body) {
        head++;
        Event event = event(id.toString(), head);
        event.setBody(body);
        installation.send(installation.record(installation.topics().events(), id.toString(), event));
    }

    /** The page of all there is, waited for. */
    CompletionStage<HistoryPage> await(History history) {
        return history.reader()
                .page(HistoryQuery.after(id, 0, HistoryQuery.LARGEST_LIMIT, head)
                        .through(head));
    }

    void send(int events) {
        for (int i = 0; i < events; i++) {
            installation.send(next());
        }
    }

    /** A record of the same partition that nobody can read. */
    ProducerRecord<byte[], byte[]> poison() {
        return new ProducerRecord<>(partition().topic(), partition().partition(), new byte[] {7}, new byte[] {1, 2, 3});
    }

    /** An event that is well-formed and can't be a row. */
    ProducerRecord<byte[], byte[]> unstorable() {
        ProducerRecord<byte[], byte[]> record =
                installation.record(installation.topics().events(), "lobby", event("lobby", 1));
        return new ProducerRecord<>(record.topic(), partition().partition(), record.key(), record.value());
    }

    TopicPartition partition() {
        String topic = installation.topics().events().name();
        return new TopicPartition(topic, installation.topics().events().partitionOf(id.toString()));
    }

    long head() {
        return head;
    }

    /** How far the store has it without a gap. */
    long stored(History history) {
        return read(history).size();
    }

    List<StoredEvent> read(History history) {
        List<StoredEvent> all = new ArrayList<>();
        HistoryPage page;
        do {
            page = history.reader()
                    .page(HistoryQuery.after(id, all.size(), HistoryQuery.LARGEST_LIMIT, head))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            all.addAll(page.events());
        } while (page.more() && !page.events().isEmpty());
        return all;
    }

    private static Event event(String conversation, long sequence) {
        return new Event(
                conversation,
                sequence,
                "command-" + sequence,
                "alice",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Message("text " + sequence, "text/plain", false, null));
    }
}
