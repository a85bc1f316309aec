package io.parley.topologies.sequencer;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.topologies.sequencer.Decision.Accepted;
import io.parley.topologies.sequencer.Decision.Change;
import org.apache.avro.specific.SpecificRecord;

import java.time.Instant;
import java.util.List;

/**
 * A command that a member has sent for the first time, and where it meets the conversation.
 *
 * @param time the conversation's, in milliseconds since the epoch: never before the last event's
 */
record Situation(Command command, long time, Head head, Membership sender, ConversationView conversation) {

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
        return new Accepted(event, head.next(time, members, owners), changes, left);
    }
}
