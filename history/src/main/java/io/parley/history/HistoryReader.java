package io.parley.history;

import io.parley.history.Waiting.Deadline;
import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads pages of a conversation. A page never has a gap: rows are written side by side, so one may be there before the
 * one below it, and then the page ends below the missing one.
 *
 * <p>Whether somebody may read a conversation, and up to which head, is the caller's business. Safe for many threads;
 * nothing blocks, and stages complete on the driver's threads and on a timer's, so nothing that follows may block there,
 * and what belongs to an event loop has to go back to it. While the store is away they fail with {@link HistoryUnavailableException}.
 */
public final class HistoryReader {

    /** How many buckets the newest page is looked for in: more than a store that works can lag behind. */
    private static final int BUCKETS_SEARCHED = 3;

    private final Shelf shelf;
    private final Waiting waiting;
    private final Duration longestWait;

    HistoryReader(Shelf shelf, Waiting waiting, Duration longestWait) {
        this.shelf = shelf;
        this.waiting = waiting;
        this.longestWait = longestWait;
    }

    /** Answers a query; one with {@code through} waits for the store to have its page, up to the longest wait. */
    public CompletionStage<HistoryPage> page(HistoryQuery query) {
        PageBounds bounds = PageBounds.of(query);
        Deadline deadline = waiting.until(query.through().isPresent() ? longestWait : Duration.ZERO);
        CompletionStage<List<StoredEvent>> events;
        if (bounds.isEmpty()) {
            events = CompletableFuture.completedFuture(List.of());
        } else if (bounds.forward()) {
            events = grow(query.conversation(), new ArrayList<>(), bounds.first(), bounds.last(), deadline);
        } else {
            events = newest(query.conversation(), bounds.last(), query.limit(), deadline);
        }
        return events.thenCompose(run -> finish(query, bounds, run, deadline));
    }

    /**
     * One event as it stands after another, such as the one that a repeated command is answered with: waits for the store
     * to have the later one, and only then reads.
     *
     * @param through the event shows the effect of everything up to this sequence; at least its own
     * @param wait the longest that is waited
     * @return empty if the store doesn't have both by then
     */
    public CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait) {
        return event(conversation, sequence, Math.max(sequence, through), waiting.until(wait));
    }

    private CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Deadline end) {
        return shelf.has(conversation, through)
                .thenCompose(reached -> reached
                        ? row(conversation, sequence)
                        : CompletableFuture.completedFuture(Optional.<StoredEvent>empty()))
                .thenCompose(found -> found.isPresent() || end.isOver()
                        ? CompletableFuture.completedFuture(found)
                        : end.pause().thenCompose(waited -> event(conversation, sequence, through, end)));
    }

    /**
     * The event that a command is about, with how much of the conversation it shows: the newest row is looked for first,
     * and the event read after it.
     *
     * @param sequence of the event; not above the head
     * @param head what the asking session's own stream has reached: nothing above it is looked for
     * @param wait the longest that is waited for the event
     * @return empty if the store doesn't have the event by then
     */
    public CompletionStage<Optional<StoredTarget>> target(
            ConversationId conversation, long sequence, long head, Duration wait) {
        return target(conversation, sequence, head, waiting.until(wait));
    }

    private CompletionStage<Optional<StoredTarget>> target(
            ConversationId conversation, long sequence, long head, Deadline end) {
        return newestRows(conversation, head, 1, BUCKETS_SEARCHED)
                .thenCompose(newest -> row(conversation, sequence)
                        .thenApply(found -> found.map(event ->
                                // Nothing up to itself can have touched it.
                                new StoredTarget(
                                        event, newest.isEmpty() ? sequence : Math.max(sequence, lastOf(newest))))))
                .thenCompose(found -> found.isPresent() || end.isOver()
                        ? CompletableFuture.completedFuture(found)
                        : end.pause().thenCompose(waited -> target(conversation, sequence, head, end)));
    }

    private CompletionStage<Optional<StoredEvent>> row(ConversationId conversation, long sequence) {
        return shelf.newest(conversation, sequence, sequence, 1)
                .thenApply(rows -> rows.stream().findFirst());
    }

    /** Goes on from the end of the run that is there already, until it reaches the last sequence or the end comes. */
    private CompletionStage<List<StoredEvent>> grow(
            ConversationId conversation, List<StoredEvent> run, long first, long last, Deadline end) {
        long next = first + run.size();
        return between(conversation, next, last).thenCompose(rows -> {
            run.addAll(PageBounds.runFrom(next, rows));
            if (first + run.size() > last || end.isOver()) {
                return CompletableFuture.completedFuture(run);
            }
            return end.pause().thenCompose(waited -> grow(conversation, run, first, last, end));
        });
    }

    private CompletionStage<List<StoredEvent>> newest(ConversationId conversation, long top, int limit, Deadline end) {
        return newestRows(conversation, top, limit, BUCKETS_SEARCHED).thenCompose(rows -> {
            List<StoredEvent> run = PageBounds.lowestRun(rows);
            boolean whole = !run.isEmpty() && run.size() == rows.size() && lastOf(run) == top;
            if (whole || end.isOver()) {
                return CompletableFuture.completedFuture(run);
            }
            return end.pause().thenCompose(waited -> newest(conversation, top, limit, end));
        });
    }

    private CompletionStage<HistoryPage> finish(
            HistoryQuery query, PageBounds bounds, List<StoredEvent> run, Deadline deadline) {
        boolean reachesLast = bounds.isEmpty() || (!run.isEmpty() && lastOf(run) == bounds.last());
        boolean reachesCap = !run.isEmpty() && lastOf(run) == bounds.cap();
        boolean more = bounds.forward()
                ? !bounds.isEmpty() && !reachesCap
                : !run.isEmpty() && run.get(0).sequence() > 1;
        CompletionStage<Boolean> storeReachesCap;
        if (reachesCap || bounds.cap() == 0) {
            storeReachesCap = CompletableFuture.completedFuture(true);
        } else if (!reachesLast || !bounds.attainable()) {
            storeReachesCap = CompletableFuture.completedFuture(false);
        } else {
            // The page is as it should be and ends below the cap: only the store knows whether it has that too.
            Deadline end = bounds.isEmpty() ? deadline : waiting.until(Duration.ZERO);
            storeReachesCap =
                    event(query.conversation(), bounds.cap(), bounds.cap(), end).thenApply(Optional::isPresent);
        }
        return storeReachesCap.thenApply(
                reaches -> new HistoryPage(run, query.head(), reaches && bounds.attainable(), more));
    }

    /** The rows between two sequences, newest first, whichever buckets they are in. */
    private CompletionStage<List<StoredEvent>> between(ConversationId conversation, long from, long to) {
        long bucketStart = Bucket.start(Bucket.of(to));
        if (from >= bucketStart) {
            return shelf.newest(conversation, from, to, (int) (to - from + 1));
        }
        return shelf.newest(conversation, bucketStart, to, (int) (to - bucketStart + 1))
                .thenCombine(between(conversation, from, bucketStart - 1), HistoryReader::joined);
    }

    /** The newest rows up to a sequence, newest first, looked for in so many buckets downwards. */
    private CompletionStage<List<StoredEvent>> newestRows(
            ConversationId conversation, long top, int limit, int buckets) {
        long bucketStart = Bucket.start(Bucket.of(top));
        return shelf.newest(conversation, bucketStart, top, limit).thenCompose(rows -> {
            int missing = limit - rows.size();
            if (missing == 0 || bucketStart == 0 || buckets == 1) {
                return CompletableFuture.completedFuture(rows);
            }
            return newestRows(conversation, bucketStart - 1, missing, buckets - 1)
                    .thenApply(older -> joined(rows, older));
        });
    }

    private static List<StoredEvent> joined(List<StoredEvent> newer, List<StoredEvent> older) {
        List<StoredEvent> all = new ArrayList<>(newer);
        all.addAll(older);
        return all;
    }

    private static long lastOf(List<StoredEvent> run) {
        return run.get(run.size() - 1).sequence();
    }
}
