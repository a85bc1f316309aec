package io.parley.history;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A store in memory whose rows come, and change, at given moments of a clock that only pauses move; and reads, if they are
 * to take time: then each row is seen at a moment of its own, as when several nodes answer.
 */
final class GrowingShelf implements Shelf {

    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private final List<Touch> touches = new ArrayList<>();
    private long now;
    private int reads;
    private Random chance;
    private long longestRead;

    private record Row(Object body, long arrival) {}

    private record Touch(long sequence, Object body, long moment) {}

    /** A message that is there from the start. */
    GrowingShelf with(long sequence) {
        return with(sequence, Duration.ZERO);
    }

    GrowingShelf with(long sequence, Duration after) {
        return with(sequence, message(sequence), after);
    }

    GrowingShelf with(long sequence, Object body, Duration after) {
        rows.put(sequence, new Row(body, after.toNanos()));
        return this;
    }

    /** Messages that are there from the start, both ends included. */
    GrowingShelf withAll(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            with(sequence);
        }
        return this;
    }

    /** What an event does to its target's row, which may be before its own row comes. */
    GrowingShelf touched(long sequence, Object body, Duration after) {
        touches.add(new Touch(sequence, body, after.toNanos()));
        return this;
    }

    /** Lets every read take time, by chance. */
    GrowingShelf readsTake(Duration longest, Random random) {
        longestRead = longest.toNanos();
        chance = random;
        return this;
    }

    Waiting waiting() {
        return new Waiting(() -> now, duration -> {
            now += duration.toNanos();
            return CompletableFuture.completedFuture(null);
        });
    }

    boolean has(long sequence) {
        return has(sequence, now);
    }

    Duration now() {
        return Duration.ofNanos(now);
    }

    /** How often rows were read. */
    int reads() {
        return reads;
    }

    /** What of a conversation's events up to a sequence an event lacks, as an assertion's message; empty if nothing. */
    List<String> lacking(StoredEvent event, long through) {
        List<String> lacking = new ArrayList<>();
        for (Touch touch : touches) {
            if (touch.sequence() <= through && target(touch.body()) == event.sequence() && !shows(event, touch)) {
                lacking.add(event.sequence() + " lacks " + touch.sequence() + ": " + touch.body());
            }
        }
        return lacking;
    }

    @Override
    public CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long from, long to, int limit) {
        reads++;
        if (Bucket.of(from) != Bucket.of(to) || from > to || limit < 1) {
            return CompletableFuture.failedFuture(
                    new AssertionError("not one bucket: " + from + " to " + to + ", " + limit));
        }
        long took = duration();
        List<StoredEvent> found = new ArrayList<>();
        for (long sequence : rows.subMap(from, true, to, true).descendingKeySet()) {
            long moment = now + (took == 0 ? 0 : chance.nextLong(took));
            if (has(sequence, moment) && found.size() < limit) {
                found.add(row(conversation, sequence, moment));
            }
        }
        now += took;
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<Boolean> has(ConversationId conversation, long sequence) {
        boolean there = has(sequence);
        now += duration();
        return CompletableFuture.completedFuture(there);
    }

    private long duration() {
        return longestRead == 0 ? 0 : chance.nextLong(longestRead);
    }

    private boolean has(long sequence, long moment) {
        return rows.containsKey(sequence) && rows.get(sequence).arrival() <= moment;
    }

    private StoredEvent row(ConversationId conversation, long sequence, long moment) {
        Object body = rows.get(sequence).body();
        Map<Column, Object> row = new HashMap<>(EventRows.of(Events.event(conversation, sequence, body)));
        Map<String, String> reactions = new HashMap<>();
        for (Touch touch : touches) {
            if (touch.moment() <= moment && target(touch.body()) == sequence) {
                if (touch.body() instanceof Edited edited && !row.containsKey(Column.DELETED)) {
                    row.put(Column.CONTENT, edited.getContent());
                    row.put(Column.EDITED_SEQUENCE, touch.sequence());
                } else if (touch.body() instanceof Reacted reacted) {
                    reactions.put(
                            ReactionCell.key("user-" + touch.sequence(), reacted),
                            ReactionCell.value(touch.sequence(), reacted));
                } else if (touch.body() instanceof Deleted) {
                    row.put(Column.CONTENT, "");
                    row.put(Column.DELETED, true);
                }
            }
        }
        row.put(Column.REACTIONS, reactions);
        return EventRows.read(row);
    }

    private static boolean shows(StoredEvent event, Touch touch) {
        if (event.deleted()) {
            return true;
        }
        return touch.body() instanceof Edited
                ? event.editedSequence().orElse(0) >= touch.sequence()
                : touch.body() instanceof Reacted
                        && event.reactions().stream()
                                .anyMatch(given -> given.userIds().contains("user-" + touch.sequence()));
    }

    private static long target(Object body) {
        if (body instanceof Edited edited) {
            return edited.getTarget();
        }
        return body instanceof Reacted reacted ? reacted.getTarget() : ((Deleted) body).getTarget();
    }

    private static Object message(long sequence) {
        return new Message("text " + sequence, "text/plain", false, null);
    }
}
