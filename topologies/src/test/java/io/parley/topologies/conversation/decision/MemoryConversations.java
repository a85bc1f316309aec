package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Conversations in plain maps, which forget nothing: for tests of decisions without Kafka. */
final class MemoryConversations {

    private final Decider decider;
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();

    MemoryConversations(DecisionRules rules) {
        this.decider = new Decider(rules);
    }

    /** Decides and, if the command takes effect, lets it. */
    Decision decide(Command command, long time) {
        return decide(command, time, Set.of());
    }

    /** As {@link #decide(Command, long)}, of a command that certain steps have released. */
    Decision decide(Command command, long time, Set<String> released) {
        Decision decision = decider.decide(new CommandRecord(command, time, released), this::view);
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
        private final Map<Long, Touched> touched = new HashMap<>();
        private final Map<String, Boolean> reactions = new HashMap<>();
        private final Map<String, Long> left = new HashMap<>();
        private String title;
        private Head head;

        void apply(Accepted accepted) {
            head = accepted.head();
            String sender = accepted.event().getSenderId();
            for (Change change : accepted.changes()) {
                if (change instanceof Change.Put put) {
                    members.put(put.userId(), put.membership());
                } else if (change instanceof Change.Drop drop) {
                    members.remove(drop.userId());
                } else if (change instanceof Change.Title changed) {
                    title = changed.title();
                } else if (change instanceof Change.Touch touch) {
                    touched.put(touch.target(), touch.touched());
                } else if (change instanceof Change.Reaction reaction) {
                    reactions.put(reaction(reaction.target(), sender, reaction.key()), reaction.given());
                }
            }
            if (accepted.left()) {
                left.put(sender, head.sentAt());
            }
            ids.put(sender + " " + accepted.event().getCommandId(), new Remembered(head.sequence(), accepted.left()));
        }

        private static String reaction(long target, String userId, String key) {
            return target + " " + userId + " " + key;
        }

        @Override
        public Optional<String> title() {
            return Optional.ofNullable(title);
        }

        @Override
        public Optional<Touched> touched(long target, long time) {
            return Optional.ofNullable(touched.get(target));
        }

        @Override
        public Optional<Boolean> gave(long target, String userId, String reaction, long time) {
            return Optional.ofNullable(reactions.get(reaction(target, userId, reaction)));
        }

        @Override
        public long forgottenUpTo(long time) {
            return 0;
        }

        @Override
        public OptionalLong leftAt(String userId, long time) {
            return left.containsKey(userId) ? OptionalLong.of(left.get(userId)) : OptionalLong.empty();
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
