package io.parley.topologies.sequencer;

import io.parley.avro.Command;
import io.parley.schemas.ConversationId;
import io.parley.topologies.sequencer.Decision.Accepted;
import io.parley.topologies.sequencer.Decision.RosterChange;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Conversations in plain maps, which remember every id: for tests of decisions without Kafka. */
final class MemoryConversations {

    private final Decider decider;
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();

    MemoryConversations(SequencerConfig config) {
        this.decider = new Decider(config);
    }

    /** Decides and, if the command takes effect, lets it. */
    Decision decide(Command command, long time) {
        return decide(command, time, Set.of());
    }

    /** As {@link #decide(Command, long)}, of a command that certain steps have released. */
    Decision decide(Command command, long time, Set<String> released) {
        Decision decision = decider.decide(new Arrival(command, time, released), this::view);
        if (decision instanceof Accepted accepted) {
            view(ConversationId.parse(command.getConversationId())).apply(accepted);
        }
        return decision;
    }

    private Conversation view(ConversationId id) {
        return conversations.computeIfAbsent(id, absent -> new Conversation());
    }

    private static final class Conversation implements ConversationView {

        private final Map<String, Membership> members = new HashMap<>();
        private final Map<String, Remembered> ids = new HashMap<>();
        private Head head;

        void apply(Accepted accepted) {
            head = accepted.head();
            for (RosterChange change : accepted.roster()) {
                if (change instanceof RosterChange.Put put) {
                    members.put(put.userId(), put.membership());
                } else {
                    members.remove(change.userId());
                }
            }
            ids.put(
                    accepted.event().getSenderId() + " " + accepted.event().getCommandId(),
                    new Remembered(head.sequence(), accepted.left()));
        }

        @Override
        public Optional<Head> head() {
            return Optional.ofNullable(head);
        }

        @Override
        public Optional<Membership> member(String userId) {
            return Optional.ofNullable(members.get(userId));
        }

        @Override
        public Map<String, Membership> members() {
            return members;
        }

        @Override
        public Optional<Remembered> remembered(String userId, String commandId, long time) {
            return Optional.ofNullable(ids.get(userId + " " + commandId));
        }
    }
}
