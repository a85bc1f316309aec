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
 * A new command of a member, or of one with authority, with the state of its conversation.
 *
 * @param time the conversation's time, in milliseconds since the epoch: never before the last event's
 * @param sender empty when the sender is no member, which takes authority
 * @param largeGroupThreshold a group that grows to more members than this becomes large
 */
record DecisionContext(
        Command command,
        long time,
        Head head,
        Optional<Membership> sender,
        ConversationView conversation,
        int largeGroupThreshold) {

    /** The sequence that the command's event would get. */
    long sequence() {
        return head.sequence() + 1;
    }

    /** Whether an event with this sequence exists. */
    boolean hasEvent(long target) {
        return target >= 1 && target <= head.sequence();
    }

    /** Whether the sender is an owner. A direct conversation has none, even if its roster once said so. */
    boolean isByOwner() {
        return !head.isDirect() && sender.filter(Membership::isOwner).isPresent();
    }

    /** Whether an operator or a back end gives the command, whose right is above that of owners. */
    boolean isOfficial() {
        return OfficialCommands.includes(command);
    }

    /** Whether the roster and the title may be changed by the command. */
    boolean mayManage() {
        return isOfficial() || isByOwner();
    }

    /** Accepts the command; only the head changes. */
    Accepted accept(SpecificRecord body) {
        return accept(body, List.of());
    }

    /** Accepts the command; no member joins or leaves. */
    Accepted accept(SpecificRecord body, List<Change> changes) {
        return accept(body, head.members(), head.owners(), changes, false);
    }

    /** Accepts the command and changes the roster. */
    Accepted accept(SpecificRecord body, int members, int owners, List<Change> changes, boolean left) {
        Event event = new Event(
                command.getConversationId(),
                sequence(),
                command.getCommandId(),
                command.getSenderId(),
                Instant.ofEpochMilli(time),
                body);
        Head next = head.next(time, members, owners, largeGroupThreshold);
        // Who is no member has no read mark.
        return body instanceof Message && sender.isPresent()
                ? new Accepted(event, next.sentBy(command.getSenderId()), withDisplacedMark(changes), left)
                : new Accepted(event, next, changes, left);
    }

    /** Adds a row of its own for the read mark that no longer fits into the head. */
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
