package io.parley.topologies.conversation.decision;

import io.parley.avro.TargetStamp;
import io.parley.protocol.EventKind;

import java.util.Optional;

/**
 * Finds the message that a command names. Its kind, sender and time never change, so any stamp is good for them.
 * Whether it was deleted and who reacted does change, and a stamp may be older: what the conversation remembers of a
 * message overrides it.
 *
 * <pre>
 *  remembered            the stamp shows                     the target is
 *  deleted               anything, or there is none          none
 *  anything else         no message, or a deleted one        none
 *  touched               a message                           as it is remembered
 *  nothing               a message, with all of the touches  as it is stamped
 *                        that may be forgotten
 *  nothing               a message, at an earlier point      unknown: to be stamped again
 * </pre>
 *
 * So the age of a stamp doesn't matter, as long as no touch was forgotten since.
 */
final class TargetRules {

    private TargetRules() {}

    static Target find(DecisionContext now, long target, TargetStamp stamp) {
        if (!now.hasEvent(target)) {
            return new Target.Missing(Refusals.NO_SUCH_MESSAGE);
        }
        ConversationView conversation = now.conversation();
        Optional<Touched> remembered = conversation.touched(target, now.time());
        if (remembered.isPresent() && remembered.get().deleted()) {
            return new Target.Missing(Refusals.NO_SUCH_MESSAGE);
        }
        if (stamp == null) {
            return new Target.Missing(Refusals.UNAVAILABLE);
        }
        if (!stamp.getKind().equals(EventKind.MESSAGE.wireName()) || stamp.getDeleted()) {
            return new Target.Missing(Refusals.NO_SUCH_MESSAGE);
        }
        boolean vouched = stamp.getReadUpTo() >= conversation.forgottenUpTo(now.time());
        if (remembered.isEmpty() && !vouched) {
            return new Target.Missing(Refusals.UNAVAILABLE);
        }
        return new Target.Found(target, stamp, remembered.orElseGet(() -> Touched.of(stamp)), vouched);
    }
}
