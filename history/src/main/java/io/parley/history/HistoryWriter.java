package io.parley.history;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.history.MessageTable.Stamp;
import io.parley.schemas.ConversationId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes events as rows. Writing one again, whenever and in whatever order, ends in the same rows:
 *
 * <pre>
 *  valid    1 2 3   ·   3 1 2   ·   1 2 3 1 2 3   ·   an edit before its target
 *  invalid  two different events under one sequence: the later of the two would win, cell by cell
 * </pre>
 *
 * Safe for many threads; nothing blocks, and stages complete on the driver's threads.
 */
public final class HistoryWriter {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final MessageTable table;
    private final Duration timeToLive;
    private final Clock clock;

    HistoryWriter(MessageTable table, Duration timeToLive, Clock clock) {
        this.table = table;
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /**
     * Writes an event; an edit or a deletion also rewrites its target's text. Done when a quorum has it.
     *
     * @return fails with {@link UnstorableEventException} if it can never be a row, with {@link
     *     HistoryUnavailableException} if trying again may help
     */
    public CompletionStage<Void> write(Event event) {
        Map<Column, Object> row;
        try {
            row = EventRows.of(event);
        } catch (UnstorableEventException e) {
            return CompletableFuture.failedFuture(e);
        }
        Optional<Stamp> stamp = stamp(event, event.getSentAt());
        if (stamp.isEmpty()) {
            return DONE;
        }
        CompletionStage<Void> written = table.insert(row, stamp.get());
        return isRewriting(event) ? written.thenCombine(rewriteTarget(event), (one, other) -> null) : written;
    }

    private static boolean isRewriting(Event event) {
        return event.getBody() instanceof Edited || event.getBody() instanceof Deleted;
    }

    private CompletionStage<Void> rewriteTarget(Event event) {
        ConversationId conversation = ConversationId.parse(event.getConversationId());
        long target =
                event.getBody() instanceof Edited edited ? edited.getTarget() : ((Deleted) event.getBody()).getTarget();
        return targetLife(conversation, target, event)
                .thenCompose(sentAt -> stamp(event, sentAt)
                        .map(stamp -> event.getBody() instanceof Edited edited
                                ? table.edit(conversation, target, edited.getContent(), event.getSequence(), stamp)
                                : table.delete(conversation, target, stamp))
                        .orElse(DONE));
    }

    /**
     * From when the target's life counts. A target that isn't there (yet) is taken to be as old as the rewriting event:
     * then its text outlives the rest of it a little, and without the rest isn't a row.
     */
    private CompletionStage<Instant> targetLife(ConversationId conversation, long target, Event event) {
        return timeToLive.isZero()
                ? CompletableFuture.completedFuture(event.getSentAt())
                : table.sentAt(conversation, target).thenApply(sentAt -> sentAt.orElse(event.getSentAt()));
    }

    /** How to write what lives from a moment on; empty if its life is over, so that nothing is to be written. */
    private Optional<Stamp> stamp(Event event, Instant livesFrom) {
        if (timeToLive.isZero()) {
            return Optional.of(new Stamp(EventRows.writeTime(event), 0));
        }
        long left =
                Duration.between(clock.instant(), livesFrom.plus(timeToLive)).toSeconds();
        return left <= 0
                ? Optional.empty()
                : Optional.of(new Stamp(EventRows.writeTime(event), (int) Math.min(left, timeToLive.toSeconds())));
    }
}
