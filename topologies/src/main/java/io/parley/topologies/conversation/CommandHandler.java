package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.HeldCommand;
import io.parley.avro.Outcome;
import io.parley.avro.Refused;
import io.parley.avro.Removed;
import io.parley.avro.Repeated;
import io.parley.avro.RosterMember;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.CommandRecord;
import io.parley.topologies.conversation.decision.Decider;
import io.parley.topologies.conversation.decision.Decision;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Held;
import io.parley.topologies.conversation.decision.DecisionCounts;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Refusals;
import io.parley.topologies.conversation.fanout.Addressing;
import io.parley.topologies.conversation.fanout.EventExpander;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.state.Roster;
import org.apache.avro.specific.SpecificRecord;

import java.util.ArrayList;
import java.util.List;

/** Decides each command, writes the changed state, and returns the outcome with its recipients. */
final class CommandHandler {

    private final Decider decider;
    private final ConversationState state;
    private final EventExpander events;
    private final Addressing addressing;
    private final DecisionCounts counts;

    CommandHandler(
            Decider decider,
            ConversationState state,
            EventExpander events,
            Addressing addressing,
            DecisionCounts counts) {
        this.decider = decider;
        this.state = state;
        this.events = events;
        this.addressing = addressing;
        this.counts = counts;
    }

    /**
     * Decides a command and returns the resulting records, in the order in which they are to be sent.
     *
     * @param nowMs the engine's time
     */
    List<SpecificRecord> take(CommandRecord record, long nowMs) {
        Command command = record.command();
        Decision decision = decider.decide(record, state::view);
        counts.add(decision);
        List<SpecificRecord> consequences = new ArrayList<>();
        if (decision instanceof Accepted accepted) {
            accept(accepted, nowMs, consequences);
        } else {
            if (decision instanceof Held held) {
                consequences.add(new HeldCommand(command, held.step(), held.reason()));
            }
            Outcome outcome = outcome(command, decision);
            consequences.add(outcome);
            consequences.add(addressing.toUser(outcome.getUserId(), outcome));
        }
        state.forget(record.logTime());
        return consequences;
    }

    private void accept(Accepted accepted, long nowMs, List<SpecificRecord> consequences) {
        Event event = accepted.event();
        String conversationId = event.getConversationId();
        // A member who leaves by the event still gets it.
        Roster before = event.getBody() instanceof Removed ? state.roster(conversationId) : null;
        state.apply(ConversationId.parse(conversationId), accepted);
        Roster after = state.roster(conversationId);
        consequences.add(event);
        if (Roster.isChangedBy(accepted.changes())) {
            consequences.add(published(event, accepted.head(), after));
        }
        consequences.addAll(events.take(event, accepted.head(), before == null ? after : before, nowMs));
    }

    private static io.parley.avro.Roster published(Event event, Head head, Roster roster) {
        List<RosterMember> members = new ArrayList<>(roster.size());
        roster.memberships()
                .forEach((userId, member) -> members.add(new RosterMember(userId, member.role(), member.joined())));
        return new io.parley.avro.Roster(event.getConversationId(), event.getSequence(), head.kind(), members);
    }

    private static Outcome outcome(Command command, Decision decision) {
        SpecificRecord body;
        if (decision instanceof Decision.Repeated repeated) {
            body = new Repeated(repeated.sequence(), repeated.head());
        } else {
            Decision.Refused refused = decision instanceof Held ? Refusals.HELD : (Decision.Refused) decision;
            body = new Refused(refused.code(), refused.message(), refused.retryAfterMs());
        }
        return new Outcome(command.getConversationId(), command.getSenderId(), command.getCommandId(), body);
    }
}
