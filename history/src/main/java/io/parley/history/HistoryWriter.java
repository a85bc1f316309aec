package io.parley.history;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Reacted;
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
 * Writes events as rows, in two steps: {@link #touch} applies an event to its target's row, {@link #show} writes the
 * event's own row. For readers an existing row means that everything up to it is done (see {@link HistoryReader}), so a
 * caller that writes many events at once has to keep the steps of a conversation in this order:
 *
 * <pre>
 *  show(n) begins when touch(m) is done for every m ≤ n          2 is a message, 3 deletes it, 4 is a message
 *
 *  valid    show 2 · touch 3 · show 3 · show 4
 *  valid    touch 3 · show 4 · show 3 · show 2                   touches before their targets, rows in any order
 *  valid    show 2 · touch 3 · show 3 · touch 3 · show 2 · …     all of it again, as after a crash
 *  invalid  show 2 · show 3 · touch 3                            a page through 3 would show the text of 2
 *  invalid  show 2 · show 4 · touch 3 · show 3                   so would a page through 4, once 3 is there
 * </pre>
 *
 * Repeated writes, at any time and in any order, end in the same rows. Two different events under one sequence would
 * not: the later of the two would win, cell by cell.
 *
 * <p>Safe for many threads; nothing blocks, and stages complete on the driver's threads.
 */
public final class HistoryWriter {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /** Lives are counted in whole seconds: a touch must not expire before its row. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private final MessageTable table;
    private final Duration timeToLive;
    private final Clock clock;

    HistoryWriter(MessageTable table, Duration timeToLive, Clock clock) {
        this.table = table;
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** Whether an event changes another row: an edit, a deletion, a reaction. */
    public static boolean touches(Event event) {
        Object body = event.getBody();
        return body instanceof Edited || body instanceof Deleted || body instanceof Reacted;
    }

    /** Does both steps, one after the other: for callers that write one event at a time. */
    public CompletionStage<Void> write(Event event) {
        return touch(event).thenCompose(touched -> show(event));
    }

    /**
     * Applies an event to its target's row, and nothing else. Done when a quorum has it; at once for an event without a
     * target.
     *
     * @return fails like {@link #show}
     */
    public CompletionStage<Void> touch(Event event) {
        if (!touches(event)) {
            return DONE;
        }
        try {
            EventRows.of(event);
        } catch (UnstorableEventException e) {
            return CompletableFuture.failedFuture(e);
        }
        ConversationId conversation = ConversationId.parse(event.getConversationId());
        long target = target(event.getBody());
        return targetLife(conversation, target, event)
                .thenCompose(sentAt -> stamp(event, sentAt, ROUNDING)
                        .map(stamp -> touch(event, conversation, target, stamp))
                        .orElse(DONE));
    }

    /**
     * Writes an event's own row. Done when a quorum has it.
     *
     * @return fails with {@link UnstorableEventException} if the event can never be a row, with
     *     {@link HistoryUnavailableException} if a retry may help
     */
    public CompletionStage<Void> show(Event event) {
        Map<Column, Object> row;
        try {
            row = EventRows.of(event);
        } catch (UnstorableEventException e) {
            return CompletableFuture.failedFuture(e);
        }
        return stamp(event, event.getSentAt(), Duration.ZERO)
                .map(stamp -> table.insert(row, stamp))
                .orElse(DONE);
    }

    private CompletionStage<Void> touch(Event event, ConversationId conversation, long target, Stamp stamp) {
        if (event.getBody() instanceof Edited edited) {
            return table.edit(conversation, target, edited.getContent(), event.getSequence(), stamp);
        }
        if (event.getBody() instanceof Reacted reacted) {
            return table.react(
                    conversation,
                    target,
                    ReactionCell.key(event.getSenderId(), reacted),
                    ReactionCell.value(event.getSequence(), reacted),
                    stamp);
        }
        return table.delete(conversation, target, stamp);
    }

    private static long target(Object body) {
        if (body instanceof Edited edited) {
            return edited.getTarget();
        }
        return body instanceof Reacted reacted ? reacted.getTarget() : ((Deleted) body).getTarget();
    }

    /**
     * Finds the time from which the target's life counts. A missing target is taken to be as old as the touching event:
     * then its cells outlive the rest of the row a little, and don't form a row without it.
     */
    private CompletionStage<Instant> targetLife(ConversationId conversation, long target, Event event) {
        return timeToLive.isZero()
                ? CompletableFuture.completedFuture(event.getSentAt())
                : table.sentAt(conversation, target).thenApply(sentAt -> sentAt.orElse(event.getSentAt()));
    }

    /**
     * Makes the stamp of a write that lives from a moment on; empty if its life is over, so that nothing has to be
     * written.
     *
     * @param longer additional life
     */
    private Optional<Stamp> stamp(Event event, Instant livesFrom, Duration longer) {
        if (timeToLive.isZero()) {
            return Optional.of(new Stamp(EventRows.writeTime(event), 0));
        }
        long left = Duration.between(clock.instant(), livesFrom.plus(timeToLive).plus(longer))
                .toSeconds();
        return left <= 0
                ? Optional.empty()
                : Optional.of(new Stamp(EventRows.writeTime(event), (int) Math.min(left, timeToLive.toSeconds())));
    }
}
