package io.parley.history;

import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store in memory whose rows arrive at given moments of a clock that only pauses move. */
final class GrowingShelf implements Shelf {

    private final TreeMap<Long, Long> arrivals = new TreeMap<>();
    private long now;
    private int reads;

    /** A row that is there from the start. */
    GrowingShelf with(long sequence) {
        return with(sequence, Duration.ZERO);
    }

    GrowingShelf with(long sequence, Duration after) {
        arrivals.put(sequence, after.toNanos());
        return this;
    }

    /** Rows that are there from the start, both ends included. */
    GrowingShelf withAll(long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            with(sequence);
        }
        return this;
    }

    Waiting waiting() {
        return new Waiting(() -> now, duration -> {
            now += duration.toNanos();
            return CompletableFuture.completedFuture(null);
        });
    }

    boolean has(long sequence) {
        return arrivals.getOrDefault(sequence, Long.MAX_VALUE) <= now;
    }

    Duration now() {
        return Duration.ofNanos(now);
    }

    int reads() {
        return reads;
    }

    @Override
    public CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long from, long to, int limit) {
        reads++;
        if (Bucket.of(from) != Bucket.of(to) || from > to || limit < 1) {
            return CompletableFuture.failedFuture(
                    new AssertionError("not one bucket: " + from + " to " + to + ", " + limit));
        }
        List<StoredEvent> rows = new ArrayList<>();
        for (long sequence : arrivals.subMap(from, true, to, true).descendingKeySet()) {
            if (has(sequence) && rows.size() < limit) {
                rows.add(EventRows.read(EventRows.of(Events.message(conversation, sequence, "text " + sequence))));
            }
        }
        return CompletableFuture.completedFuture(rows);
    }
}
