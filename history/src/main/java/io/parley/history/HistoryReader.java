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
 * Reads pages of a conversation. A page never has a gap: rows are written concurrently, so one may exist before the row
 * below it, and then the page ends below the missing one.
 *
 * <p>Rows change: edits, deletions and reactions are written into the rows of their targets. The reader relies on the
 * order of {@link HistoryWriter}: once an event's own row exists, a quorum has all changes that it and all earlier
 * events made to other rows, and every later read of those rows sees them. So every query first reads the row of the
 * event up to which the answer has to be right, and then, in a read that begins afterwards, all rows of the answer.
 * Rows read before that are discarded, and rows of one read prove nothing about each other: each is read at its own
 * moment and on its own node.
 *
 * <pre>
 *  right    is 3 there? yes · read 1 to 3
 *  wrong    read 1 to 3, of which 3 is missing · read 3         2 is as it was before 3 deleted it
 *  wrong    read 1 to 3                                         2 from a node that has 3 not yet, 3 from one that has
 * </pre>
 *
 * <p>The caller checks who may read a conversation, and up to which head. Safe for many threads; nothing blocks. Stages
 * complete on the driver's threads and on a timer's, so dependent actions must not block, and those of an event loop
 * have to return to it. While the store is down they fail with {@link HistoryUnavailableException}.
 */
public final class HistoryReader {

    /** The number of buckets searched for the newest page: more than a working store can lag behind. */
    private static final int BUCKETS_SEARCHED = 3;

    private final Shelf shelf;
    private final Waiting waiting;
    private final Duration longestWait;

    HistoryReader(Shelf shelf, Waiting waiting, Duration longestWait) {
        this.shelf = shelf;
        this.waiting = waiting;
        this.longestWait = longestWait;
    }

    /**
     * Answers a query; one with {@code through} waits until the store has its page, up to the longest wait. A complete
     * page shows the effect of everything up to {@code through}, or else the head.
     */
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
                // The cap's row appeared after it was looked for, and the others may have been read before.
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

    /** Waits for a row alone, which costs less than its page; returns whether it exists by the end. */
    private CompletionStage<Boolean> awaitRow(ConversationId conversation, long sequence, Deadline end) {
        return shelf.has(conversation, sequence)
                .thenCompose(there -> there || end.isOver()
                        ? CompletableFuture.completedFuture(there)
                        : end.pause().thenCompose(waited -> awaitRow(conversation, sequence, end)));
    }

    /**
     * Reads one event as it is after a later one, such as the answer to a repeated command: waits until the store has
     * the later one, and only then reads.
     *
     * @param through the event shows the effect of everything up to this sequence; at least its own
     * @param wait the longest wait
     * @return empty if the store doesn't have both by then
     */
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

    /**
     * Reads the target of a command, with the sequence up to which it is current: looks for the newest row first, and
     * reads the target after it.
     *
     * @param sequence of the event; not above the head
     * @param head the sequence that the session's own stream has reached: nothing above it is looked for
     * @param wait the longest wait for the event
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
                                // No event up to the target itself can have touched it.
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

    /** Reads the rows between two sequences, newest first, from all buckets that contain them. */
    private CompletionStage<List<StoredEvent>> between(ConversationId conversation, long from, long to) {
        long bucketStart = Bucket.start(Bucket.of(to));
        if (from >= bucketStart) {
            return shelf.newest(conversation, from, to, (int) (to - from + 1));
        }
        return shelf.newest(conversation, bucketStart, to, (int) (to - bucketStart + 1))
                .thenCombine(between(conversation, from, bucketStart - 1), HistoryReader::joined);
    }

    /** Reads the newest rows up to a sequence, newest first, from at most so many buckets downwards. */
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
