package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Change;
import org.apache.avro.specific.SpecificRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that a member has sent for the first time, and where it meets the conversation.
 *
 * @param time the conversation's, in milliseconds since the epoch: never before the last event's
 * @param largeGroupThreshold a group that grows to more members than this becomes large
 */
record DecisionContext(
        Command command,
        long time,
        Head head,
        Membership sender,
        ConversationView conversation,
        int largeGroupThreshold) {

    /** The number of the event, if there comes one of it. */
    long sequence() {
        return head.sequence() + 1;
    }

    /** Whether an event of this number is there. */
    boolean hasEvent(long target) {
        return target >= 1 && target <= head.sequence();
    }

    /** Whether an owner does it. A direct conversation has none, whatever its roster said once. */
    boolean isByOwner() {
        return !head.isDirect() && sender.isOwner();
    }

    /** It takes effect, and nothing changes but the head. */
    Accepted accept(SpecificRecord body) {
        return accept(body, List.of());
    }

    /** It takes effect, and nobody comes or goes by it. */
    Accepted accept(SpecificRecord body, List<Change> changes) {
        return accept(body, head.members(), head.owners(), changes, false);
    }

    /** It takes effect, and the roster changes. */
    Accepted accept(SpecificRecord body, int members, int owners, List<Change> changes, boolean left) {
        Event event = new Event(
                command.getConversationId(),
                sequence(),
                command.getCommandId(),
                command.getSenderId(),
                Instant.ofEpochMilli(time),
                body);
        Head next = head.next(time, members, owners, largeGroupThreshold);
        return body instanceof Message
                ? new Accepted(event, next.sentBy(command.getSenderId()), withDisplacedMark(changes), left)
                : new Accepted(event, next, changes, left);
    }

    /** The read mark that the head has no place for any more goes into a row of its own. */
    private List<Change> withDisplacedMark(List<Change> changes) {
        Optional<SentMarks.Mark> displaced = head.sent()
                .displacedBy(command.getSenderId())
                .filter(mark -> conversation.member(mark.userId()).isPresent());
        if (displaced.isEmpty()) {
            return changes;
        }
        List<Change> all = new ArrayList<>(changes);
        all.add(new Change.Read(displaced.get().userId(), displaced.get().sequence()));
        return all;
    }
}
