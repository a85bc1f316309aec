package io.parley.topologies.conversation.decision;

import io.parley.avro.Delete;
import io.parley.avro.Deleted;
import io.parley.avro.Edit;
import io.parley.avro.Edited;
import io.parley.avro.Message;
import io.parley.avro.React;
import io.parley.avro.Reacted;
import io.parley.avro.Send;
import io.parley.schemas.Reactions;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Target.Found;
import io.parley.topologies.conversation.decision.Target.Missing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides what members may do with messages. An edit changes nothing that a later decision depends on, so it leaves no
 * state.
 */
final class MessageRules {

    /**
     * For each reaction that a message may have, this many different ones may have been given and taken back lately.
     */
    private static final int SEEN_FOR_EACH = 5;

    private final Duration editWindow;
    private final int maxReactions;

    MessageRules(DecisionRules rules) {
        this.editWindow = rules.editWindow();
        this.maxReactions = rules.maxReactions();
    }

    Decision send(DecisionContext now, Send send) {
        if (send.getReplyTo() != null
                && TargetRules.find(now, send.getReplyTo(), send.getStamp()) instanceof Missing missing) {
            return missing.why();
        }
        return now.accept(
                new Message(send.getContent(), send.getContentType(), send.getEncrypted(), send.getReplyTo()));
    }

    Decision edit(DecisionContext now, Edit edit) {
        Target target = TargetRules.find(now, edit.getTarget(), edit.getStamp());
        return target instanceof Found found ? edit(now, found, edit.getContent()) : ((Missing) target).why();
    }

    private Decision edit(DecisionContext now, Found message, String content) {
        if (!message.isBy(now.command().getSenderId())) {
            return Refusals.SENDER_ONLY;
        }
        if (now.time() - message.stamp().getSentAt().toEpochMilli() > editWindow.toMillis()) {
            return Refusals.TOO_LATE;
        }
        return now.accept(new Edited(message.sequence(), content));
    }

    Decision delete(DecisionContext now, Delete delete) {
        Target target = TargetRules.find(now, delete.getTarget(), delete.getStamp());
        return target instanceof Found found ? delete(now, found) : ((Missing) target).why();
    }

    private static Decision delete(DecisionContext now, Found message) {
        if (!now.isByOwner() && !message.isBy(now.command().getSenderId())) {
            return now.head().isDirect() ? Refusals.SENDER_ONLY : Refusals.SENDER_OR_OWNER_ONLY;
        }
        return now.accept(
                new Deleted(message.sequence()), List.of(new Change.Touch(message.sequence(), Touched.DELETED)));
    }

    Decision react(DecisionContext now, React react) {
        Target target = TargetRules.find(now, react.getTarget(), react.getStamp());
        return target instanceof Found found ? react(now, found, react) : ((Missing) target).why();
    }

    private Decision react(DecisionContext now, Found message, React react) {
        String key = Reactions.key(react.getReaction());
        Optional<Boolean> remembered =
                now.conversation().gave(message.sequence(), now.command().getSenderId(), key, now.time());
        if (remembered.isEmpty() && !message.vouched()) {
            return Refusals.UNAVAILABLE;
        }
        boolean given = remembered.orElseGet(() -> message.stamp().getOwn().contains(key));
        boolean gives = !react.getRemove();
        if (given == gives) {
            return Refusals.NO_CHANGE;
        }
        Touched before = message.touched();
        if (gives && isTooMany(before, key)) {
            return Refusals.tooManyReactions(maxReactions);
        }
        return now.accept(
                new Reacted(message.sequence(), react.getReaction(), react.getRemove()),
                List.of(
                        new Change.Touch(message.sequence(), before.with(key, gives)),
                        new Change.Reaction(message.sequence(), key, gives)));
    }

    /**
     * Whether one more reaction would be too many, among the current ones or among those given lately. Each leaves a
     * cell in the message's row for the row's lifetime, even after it is taken back.
     */
    private boolean isTooMany(Touched message, String key) {
        return (!message.has(key) && message.kinds() >= maxReactions)
                || (!message.hasSeen(key) && message.kindsSeen() >= SEEN_FOR_EACH * maxReactions);
    }
}
