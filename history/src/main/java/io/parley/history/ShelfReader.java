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
 * Reads from the rows of a store. A page never has a gap: rows are written side by side, so one may be there before the
 * one below it, and then the page ends below the missing one.
 *
 * <p>Rows change: edits, deletions and reactions are written into the rows of their targets. What is relied on is the
 * order of {@link HistoryWriter}: once an event's own row is there, what it and all before it did to other rows has been
 * done, by a quorum, so that every later read of those rows sees it. Hence the order of every look here: first the
 * row of the event up to which the answer is to be right, then, in a read that begins afterwards, all that the answer
 * shows. Nothing that was read before is kept, nor do rows of one read vouch for each other: it sees each at a moment, and
 * on a node, of its own.
 *
 * <pre>
 *  right    is 3 there? yes · read 1 to 3
 *  wrong    read 1 to 3, of which 3 is missing · read 3         2 is as it was before 3 deleted it
 *  wrong    read 1 to 3                                         2 from a node that has 3 not yet, 3 from one that has
 * </pre>
 */
final class ShelfReader implements HistoryReader {

    /** How many buckets the newest page is looked for in: more than a store that works can lag behind. */
    private static final int BUCKETS_SEARCHED = 3;

    private final Shelf shelf;
    private final Waiting waiting;
    private final Duration longestWait;

    ShelfReader(Shelf shelf, Waiting waiting, Duration longestWait) {
        this.shelf = shelf;
        this.waiting = waiting;
        this.longestWait = longestWait;
    }

    @Override
    public CompletionStage<HistoryPage> page(HistoryQuery query) {
        Deadline end = waiting.until(query.through().isPresent() ? longestWait : Duration.ZERO);
        return page(query, PageBounds.of(query), false, end);
    }

    /** @param reached whether the row of the cap has been seen */
    private CompletionStage<HistoryPage> page(HistoryQuery query, PageBounds bounds, boolean reached, Deadline end) {
        CompletionStage<Boolean> look = reached || bounds.cap() == 0
                ? CompletableFuture.completedFuture(true)
                : shelf.has(query.conversation(), bounds.cap());
        return look.thenCompose(there -> rows(query, bounds).thenCompose(rows -> {
            PageBounds.Found found = bounds.found(rows);
            if (!there && bounds.reachesCap(found)) {
                // The cap's row came after the look, and the others may have been read before it came.
                return page(query, bounds, true, end);
            }
            if (bounds.isEnough(found, there) || end.isOver()) {
                return CompletableFuture.completedFuture(bounds.page(query.head(), found, there));
            }
            return end.pause()
                    .thenCompose(waited -> awaitRow(query.conversation(), found.missing(), end))
                    .thenCompose(seen -> page(query, bounds, there || (seen && found.missing() == bounds.cap()), end));
        }));
    }

    private CompletionStage<List<StoredEvent>> rows(HistoryQuery query, PageBounds bounds) {
        if (bounds.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return bounds.forward()
                ? between(query.conversation(), bounds.first(), bounds.last())
                : newestRows(query.conversation(), bounds.last(), query.limit(), BUCKETS_SEARCHED);
    }

    /** Waits for a row alone, which costs less than its page; whether it is there by the end. */
    private CompletionStage<Boolean> awaitRow(ConversationId conversation, long sequence, Deadline end) {
        return shelf.has(conversation, sequence)
                .thenCompose(there -> there || end.isOver()
                        ? CompletableFuture.completedFuture(there)
                        : end.pause().thenCompose(waited -> awaitRow(conversation, sequence, end)));
    }

    @Override
    public CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait) {
        Deadline end = waiting.until(wait);
        return awaitRow(conversation, Math.max(sequence, through), end)
                .thenCompose(reached -> reached
                        ? awaitEvent(conversation, sequence, end)
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletionStage<Optional<StoredEvent>> awaitEvent(
            ConversationId conversation, long sequence, Deadline end) {
        return row(conversation, sequence)
                .thenCompose(found -> found.isPresent() || end.isOver()
                        ? CompletableFuture.completedFuture(found)
                        : end.pause().thenCompose(waited -> awaitEvent(conversation, sequence, end)));
    }

    @Override
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

    /** Reads the rows between two sequences, newest first, from all of their buckets. */
    private CompletionStage<List<StoredEvent>> between(ConversationId conversation, long from, long to) {
        long bucketStart = Bucket.start(Bucket.of(to));
        if (from >= bucketStart) {
            return shelf.newest(conversation, from, to, (int) (to - from + 1));
        }
        return shelf.newest(conversation, bucketStart, to, (int) (to - bucketStart + 1))
                .thenCombine(between(conversation, from, bucketStart - 1), ShelfReader::joined);
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
