package io.parley.gateway.delivery;

import io.parley.avro.Created;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionRegistry;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.protocol.RejectReason;
import io.parley.schemas.ConversationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers commands that took effect before, with their event as the store has it now, to all the user's sessions here.
 * A second {@code create} of a direct conversation made no event; it is answered with the first one's, marked as such.
 * The store may be a little behind the log, so the event is read once the store has the row up to which the answer has
 * to be right (see {@link HistoryReader}). Thread-safe; never blocks.
 */
public final class RepeatLookup {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatLookup.class);

    /** The most look-ups under way; further repeats are rejected as unavailable. */
    private static final int MOST = 10_000;

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final HistoryReader source;
    private final SessionRegistry registry;
    private final FrameWriter frames;
    private final AtomicInteger underWay = new AtomicInteger();

    public RepeatLookup(HistoryReader source, SessionRegistry registry, FrameWriter frames) {
        this.source = source;
        this.registry = registry;
        this.frames = frames;
    }

    /**
     * Starts to answer a command of this user that made the event of this sequence.
     *
     * @param through the answer shows the effect of everything up to this sequence
     */
    void answer(String userId, Correlation command, long sequence, long through) {
        if (registry.ofUser(userId).length == 0) {
            return;
        }
        if (underWay.incrementAndGet() > MOST) {
            finish(userId, command, Optional.empty());
            return;
        }
        ConversationId conversation = ConversationId.parse(command.conversationId());
        source.event(conversation, sequence, through, WAIT)
                .thenCompose(found -> withText(conversation, found))
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        LOG.warn("the event of a repeated command could not be read: {}", failure.toString());
                    }
                    finish(userId, command, failure == null ? found : Optional.empty());
                });
    }

    /** Adds to an edit the text that its message has now; the store keeps it in the message alone. */
    private CompletionStage<Optional<StoredEvent>> withText(ConversationId conversation, Optional<StoredEvent> found) {
        if (found.isEmpty() || !(found.get().event().getBody() instanceof Edited edited)) {
            return CompletableFuture.completedFuture(found);
        }
        // The target is read after the same row as the edit.
        return source.event(conversation, edited.getTarget(), edited.getTarget(), Duration.ZERO)
                .thenApply(target -> Optional.of(target.filter(stored -> !stored.deleted())
                        .map(stored -> stored.event().getBody() instanceof Message message ? message.getContent() : "")
                        .map(text -> withText(found.get(), new Edited(edited.getTarget(), text)))
                        .orElse(found.get())));
    }

    private static StoredEvent withText(StoredEvent edit, Edited body) {
        Event event = edit.event();
        return new StoredEvent(
                new Event(
                        event.getConversationId(),
                        event.getSequence(),
                        event.getCommandId(),
                        event.getSenderId(),
                        event.getSentAt(),
                        body),
                edit.editedSequence(),
                edit.deleted());
    }

    private void finish(String userId, Correlation command, Optional<StoredEvent> found) {
        underWay.decrementAndGet();
        if (found.isEmpty()) {
            Rejection rejection = Rejection.retryable(command, RejectReason.REPEAT_UNREADABLE, RETRY_AFTER);
            for (Session session : registry.ofUser(userId)) {
                run(session, () -> session.stream().refused(rejection), () -> {});
            }
            return;
        }
        Event event = found.get().event();
        boolean own = isOwn(userId, command, event);
        ServerFrame frame = frames.event(found.get(), own ? null : command.id());
        for (Session session : registry.ofUser(userId)) {
            ServerFrame share = frame.share();
            run(session, () -> session.requests().repeated(command, own, event, share), share::release);
        }
        frame.release();
    }

    /**
     * Whether the command made the event. Only a direct conversation's first event answers other commands, including
     * the other user's.
     */
    private static boolean isOwn(String userId, Correlation command, Event event) {
        boolean othersToo = event.getBody() instanceof Created;
        return event.getCommandId().equals(command.id())
                && (!othersToo || event.getSenderId().equals(userId));
    }

    private static void run(Session session, Runnable action, Runnable otherwise) {
        try {
            session.executor().execute(() -> session.attempt(action));
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and the connection with it.
            otherwise.run();
        }
    }
}
