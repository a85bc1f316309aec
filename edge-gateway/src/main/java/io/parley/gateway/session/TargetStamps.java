package io.parley.gateway.session;

import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Message;
import io.parley.avro.TargetStamp;
import io.parley.gateway.frame.Base64Text;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.history.StoredEvent;
import io.parley.schemas.ConversationId;
import io.parley.schemas.EventKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks up what the store says of the message that an edit or a deletion is about, so that whoever decides needs no index
 * of all messages. For the session's event loop; what is returned completes on any thread, and never fails.
 *
 * <p>A target above what the session's stream has reached is none. One below it is in the log, so a store that doesn't
 * have it yet is waited for.
 */
final class TargetStamps {

    private static final Logger LOG = LoggerFactory.getLogger(TargetStamps.class);
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HistorySource source;
    private final Memberships memberships;

    /** What becomes of the command. */
    sealed interface Verdict {
        /** It goes into the log, with this body. */
        record Stamped(Object body) implements Verdict {}

        record Refused(Rejection rejection) implements Verdict {}
    }

    TargetStamps(HistorySource source, Memberships memberships) {
        this.source = source;
        this.memberships = memberships;
    }

    static boolean areNeeded(ClientFrame.Command command) {
        return command.body() instanceof Edit || command.body() instanceof Delete;
    }

    /** Stamps an edit or a deletion. */
    CompletionStage<Verdict> of(ClientFrame.Command command) {
        String conversation = command.conversationId();
        long target = command.body() instanceof Edit edit ? edit.getTarget() : ((Delete) command.body()).getTarget();
        if (!memberships.isMember(conversation)) {
            return done(new Verdict.Refused(Rejection.notAMember(command.correlation())));
        }
        long head = memberships.head(conversation);
        if (target > head) {
            return done(new Verdict.Stamped(command.body()));
        }
        return source.target(ConversationId.parse(conversation), target, head, WAIT)
                .handle((found, failure) -> {
                    if (failure != null) {
                        LOG.warn("the target of a command could not be read: {}", failure.toString());
                        return unavailable(command);
                    }
                    return found.map(stored -> stamped(command, stored.event())).orElseGet(() -> unavailable(command));
                });
    }

    private static Verdict stamped(ClientFrame.Command command, StoredEvent stored) {
        TargetStamp stamp = new TargetStamp(
                EventKind.of(stored.event()).wireName(),
                stored.event().getSenderId(),
                stored.event().getSentAt(),
                stored.deleted());
        if (!(command.body() instanceof Edit edit)) {
            return new Verdict.Stamped(new Delete(((Delete) command.body()).getTarget(), stamp));
        }
        boolean encrypted = stored.event().getBody() instanceof Message message && message.getEncrypted();
        if (encrypted && !Base64Text.isBase64(edit.getContent())) {
            return new Verdict.Refused(Rejection.of(
                    command.correlation(),
                    RejectCode.BAD_FRAME,
                    "content: not base64 (expected: base64 with padding, since the message is encrypted)"));
        }
        return new Verdict.Stamped(new Edit(edit.getTarget(), edit.getContent(), stamp));
    }

    private static Verdict unavailable(ClientFrame.Command command) {
        return new Verdict.Refused(Rejection.retryable(
                command.correlation(),
                RejectCode.UNAVAILABLE,
                "the store does not have the message yet; send the same id again",
                RETRY_AFTER));
    }

    private static CompletionStage<Verdict> done(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
