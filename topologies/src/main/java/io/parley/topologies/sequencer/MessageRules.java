package io.parley.topologies.sequencer;

import io.parley.avro.Delete;
import io.parley.avro.Deleted;
import io.parley.avro.Edit;
import io.parley.avro.Edited;
import io.parley.avro.Message;
import io.parley.avro.React;
import io.parley.avro.Reacted;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;

import java.time.Duration;

/**
 * What members may do with messages. Of the target of an edit or a deletion it knows what the gateway stamped; one that
 * was deleted already is no message any more.
 */
final class MessageRules {

    private static final String MESSAGE = "message";

    private final Duration editWindow;

    MessageRules(SequencerConfig config) {
        this.editWindow = config.editWindow();
    }

    Decision send(Situation now, Send send) {
        if (send.getReplyTo() != null && !now.hasEvent(send.getReplyTo())) {
            return Refusals.NO_SUCH_MESSAGE;
        }
        return now.accept(
                new Message(send.getContent(), send.getContentType(), send.getEncrypted(), send.getReplyTo()));
    }

    Decision edit(Situation now, Edit edit) {
        TargetStamp stamp = edit.getStamp();
        if (!isMessage(now, edit.getTarget(), stamp)) {
            return Refusals.NO_SUCH_MESSAGE;
        }
        if (!stamp.getSenderId().equals(now.command().getSenderId())) {
            return Refusals.SENDER_ONLY;
        }
        if (now.time() - stamp.getSentAt().toEpochMilli() > editWindow.toMillis()) {
            return Refusals.TOO_LATE;
        }
        return now.accept(new Edited(edit.getTarget(), edit.getContent()));
    }

    Decision delete(Situation now, Delete delete) {
        TargetStamp stamp = delete.getStamp();
        if (!isMessage(now, delete.getTarget(), stamp)) {
            return Refusals.NO_SUCH_MESSAGE;
        }
        if (!now.sender().isOwner() && !stamp.getSenderId().equals(now.command().getSenderId())) {
            return Refusals.SENDER_OR_OWNER_ONLY;
        }
        return now.accept(new Deleted(delete.getTarget()));
    }

    Decision react(Situation now, React react) {
        if (!now.hasEvent(react.getTarget())) {
            return Refusals.NO_SUCH_MESSAGE;
        }
        return now.accept(new Reacted(react.getTarget(), react.getReaction(), react.getRemove()));
    }

    private static boolean isMessage(Situation now, long target, TargetStamp stamp) {
        return stamp != null && stamp.getKind().equals(MESSAGE) && !stamp.getDeleted() && now.hasEvent(target);
    }
}
