package io.parley.bench.compare;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.history.Bucket;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Events as rows of the table of messages, inserted by the driver with nothing around it. */
final class StoredRows {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String COLUMNS =
            "conversation_id, bucket, sequence_number, kind, sender_id, command_id, sent_at,"
                    + " content, content_type, encrypted";

    private final CqlSession session;
    private final List<Event> events;

    StoredRows(CqlSession session, List<Event> events) {
        this.session = session;
        this.events = events;
    }

    /** Messages of conversations, by turns, each conversation's in order. */
    static List<Event> events(int count, int conversations) {
        List<String> ids = IntStream.range(0, conversations)
                .mapToObj(conversation -> UUID.randomUUID().toString())
                .toList();
        String body = "x".repeat(Chats.BODY_BYTES);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return IntStream.range(0, count)
                .mapToObj(number -> new Event(
                        ids.get(number % conversations),
                        1L + number / conversations,
                        "message-" + number,
                        "user-" + number % conversations,
                        now.plusMillis(number / conversations),
                        new Message(body, "text/plain", false, null)))
                .toList();
    }

    /** @return rows a second, from the first insert until the last is confirmed */
    double insert(String keyspace, int inFlight) throws InterruptedException {
        PreparedStatement insert = session.prepare(SimpleStatement.newInstance("INSERT INTO " + keyspace + ".messages ("
                        + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?")
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                .setIdempotent(true)
                .setTimeout(PATIENCE));
        Semaphore permits = new Semaphore(inFlight);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long began = System.nanoTime();
        for (Event event : events) {
            permits.acquire();
            var unused = session.executeAsync(row(insert, event)).whenComplete((done, failure) -> {
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
                permits.release();
            });
        }
        permits.acquire(inFlight);
        long took = System.nanoTime() - began;
        if (failed.get() != null) {
            throw new IllegalStateException("an insert failed", failed.get());
        }
        return events.size() * 1e9 / took;
    }

    /** @throws IllegalStateException if not every event has its row */
    void check(String keyspace) {
        PreparedStatement count = session.prepare(SimpleStatement.newInstance(
                        "SELECT count(*) FROM " + keyspace + ".messages WHERE conversation_id = ? AND bucket = ?")
                .setTimeout(PATIENCE));
        Set<BoundStatement> partitions = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (Event event : events) {
            if (seen.add(event.getConversationId() + " " + Bucket.of(event.getSequence()))) {
                partitions.add(count.bind(UUID.fromString(event.getConversationId()), Bucket.of(event.getSequence())));
            }
        }
        long rows = partitions.stream()
                .mapToLong(partition -> session.execute(partition).one().getLong(0))
                .sum();
        if (rows != events.size()) {
            throw new IllegalStateException(rows + " rows of " + events.size() + " events in " + keyspace);
        }
    }

    private static BoundStatement row(PreparedStatement insert, Event event) {
        Message message = (Message) event.getBody();
        return insert.bind(
                UUID.fromString(event.getConversationId()),
                Bucket.of(event.getSequence()),
                event.getSequence(),
                "message",
                event.getSenderId(),
                event.getCommandId(),
                event.getSentAt(),
                message.getContent(),
                message.getContentType(),
                message.getEncrypted(),
                event.getSentAt().toEpochMilli() * 1_000 + event.getSequence(),
                0);
    }
}
