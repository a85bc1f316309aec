package io.parley.gateway.session.request;

import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Message;
import io.parley.avro.React;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.gateway.frame.Base64Text;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.stream.Memberships;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.history.StoredTarget;
import io.parley.protocol.EventKind;
import io.parley.protocol.RejectCode;
import io.parley.protocol.RejectReason;
import io.parley.schemas.ConversationId;
import io.parley.schemas.Reactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Stamps commands with the facts about their target message, so that the conversation needs no index of all messages. A
 * recent message of this gateway is stamped at once, any other is looked up in the store. For the session's event loop;
 * a look-up completes on any thread, and never fails.
 *
 * <p>A target above the head that the session's stream has reached counts as unknown, since no client here has got it:
 * the command is appended without a stamp. A target below it is in the log, so the stamp waits until the store has it.
 */
final class TargetStamps {

    private static final Logger LOG = LoggerFactory.getLogger(TargetStamps.class);
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final String userId;
    private final RecentMessages recent;
    private final HistoryReader source;
    private final Memberships memberships;
    private final GatewayMetrics metrics;

    /** The result for a command. */
    sealed interface Verdict {
        /** The command is appended to the log, with this body. */
        record Stamped(Object body) implements Verdict {}

        record Refused(Rejection rejection) implements Verdict {}
    }

    /** The facts about a target. */
    record Known(TargetStamp stamp, boolean encrypted) {}

    TargetStamps(
            String userId,
            RecentMessages recent,
            HistoryReader source,
            Memberships memberships,
            GatewayMetrics metrics) {
        this.userId = userId;
        this.recent = recent;
        this.source = source;
        this.memberships = memberships;
        this.metrics = metrics;
    }

    /** The message that a command changes or replies to; empty if there is none. */
    static Optional<EventKey> targetOf(ClientFrame.Command command) {
        Long target = null;
        if (command.body() instanceof Send send) {
            target = send.getReplyTo();
        } else if (command.body() instanceof React react) {
            target = react.getTarget();
        } else if (command.body() instanceof Edit edit) {
            target = edit.getTarget();
        } else if (command.body() instanceof Delete delete) {
            target = delete.getTarget();
        }
        return target == null ? Optional.empty() : Optional.of(new EventKey(command.conversationId(), target));
    }

    /** Stamps a command without the store; empty if it needs a look-up. */
    Optional<Verdict> atOnce(ClientFrame.Command command, EventKey target) {
        if (!memberships.isMember(target.conversationId())) {
            return Optional.of(new Verdict.Refused(Rejection.notAMember(command.correlation())));
        }
        Optional<Verdict> passed = recent.find(target).map(TargetStamps::known).map(known -> stamped(command, known));
        if (passed.isPresent()) {
            metrics.targetStamped("recent");
            return passed;
        }
        if (target.sequence() > memberships.head(target.conversationId())) {
            metrics.targetStamped("none");
            return Optional.of(new Verdict.Stamped(command.body()));
        }
        return Optional.empty();
    }

    /** Looks a target up in the store; empty if the store doesn't have it in time. */
    CompletionStage<Optional<Known>> lookUp(EventKey target) {
        metrics.targetStamped("store");
        return source.target(
                        ConversationId.parse(target.conversationId()),
                        target.sequence(),
                        memberships.head(target.conversationId()),
                        WAIT)
                .handle((found, failure) -> {
                    if (failure != null) {
                        LOG.warn("the target of a command could not be read: {}", failure.toString());
                        return Optional.empty();
                    }
                    return found.map(this::known);
                });
    }

    /** Stamps a command whose target was looked up. */
    Verdict lookedUp(ClientFrame.Command command, Optional<Known> target) {
        if (target.isPresent()) {
            return stamped(command, target.get());
        }
        return new Verdict.Refused(Rejection.retryable(command.correlation(), RejectReason.STORE_BEHIND));
    }

    private static Known known(RecentMessages.Passed passed) {
        TargetStamp stamp = new TargetStamp(
                EventKind.MESSAGE.wireName(),
                passed.senderId(),
                passed.sentAt(),
                false,
                passed.key().sequence(),
                Map.of(),
                List.of());
        return new Known(stamp, passed.encrypted());
    }

    private Known known(StoredTarget target) {
        StoredEvent stored = target.event();
        Map<String, List<String>> reactions = stored.reactions().stream()
                .collect(Collectors.toMap(
                        reaction -> Reactions.key(reaction.reaction()), StoredReaction::userIds, (one, other) -> one));
        TargetStamp stamp = new TargetStamp(
                EventKind.of(stored.event()).wireName(),
                stored.event().getSenderId(),
                stored.event().getSentAt(),
                stored.deleted(),
                target.readUpTo(),
                reactions.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().size())),
                reactions.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(userId))
                        .map(Map.Entry::getKey)
                        .toList());
        return new Known(stamp, stored.event().getBody() instanceof Message message && message.getEncrypted());
    }

    private static Verdict stamped(ClientFrame.Command command, Known target) {
        TargetStamp stamp = target.stamp();
        Object body = command.body();
        if (body instanceof Send send) {
            return new Verdict.Stamped(
                    new Send(send.getContent(), send.getContentType(), send.getEncrypted(), send.getReplyTo(), stamp));
        }
        if (body instanceof React react) {
            return new Verdict.Stamped(new React(react.getTarget(), react.getReaction(), react.getRemove(), stamp));
        }
        if (body instanceof Delete delete) {
            return new Verdict.Stamped(new Delete(delete.getTarget(), stamp));
        }
        Edit edit = (Edit) body;
        if (target.encrypted() && !Base64Text.isBase64(edit.getContent())) {
            return new Verdict.Refused(Rejection.of(
                    command.correlation(),
                    RejectCode.BAD_FRAME,
                    "content: not base64 (expected: base64 with padding, since the message is encrypted)"));
        }
        return new Verdict.Stamped(new Edit(edit.getTarget(), edit.getContent(), stamp));
    }
}
