package io.parley.topologies.conversation;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.avro.TargetStamp;
import io.parley.protocol.EventKind;
import io.parley.schemas.Reactions;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A group that knows every event of its own, and forgets none: what is right to be decided of a target, and what a store
 * that has read the events up to some sequence can say of it.
 */
final class TargetsModel {

    static final Duration REMEMBERED = Duration.ofHours(24);

    private final int maxReactions;
    private final Duration editWindow;
    private final String owner;
    private final List<Event> events = new ArrayList<>();

    TargetsModel(int maxReactions, Duration editWindow, String owner) {
        this.maxReactions = maxReactions;
        this.editWindow = editWindow;
        this.owner = owner;
    }

    /** The actions of a command. */
    enum Act {
        REPLY,
        EDIT,
        DELETE,
        GIVE,
        TAKE_BACK
    }

    /** A message as some of its events leave it. */
    private static final class State {
        private boolean deleted;
        private final Map<String, Set<String>> reactions = new TreeMap<>();

        void apply(Event event) {
            if (event.getBody() instanceof Deleted) {
                deleted = true;
            } else if (event.getBody() instanceof Reacted reacted) {
                Set<String> users =
                        reactions.computeIfAbsent(Reactions.key(reacted.getReaction()), key -> new TreeSet<>());
                if (reacted.getRemoved()) {
                    users.remove(event.getSenderId());
                } else {
                    users.add(event.getSenderId());
                }
            }
        }

        Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            reactions.forEach((key, users) -> {
                if (!users.isEmpty()) {
                    counts.put(key, users.size());
                }
            });
            return counts;
        }

        boolean has(String key, String user) {
            return reactions.getOrDefault(key, Set.of()).contains(user);
        }
    }

    void take(Event event) {
        events.add(event);
    }

    long head() {
        return events.size();
    }

    Event event(long sequence) {
        return events.get((int) sequence - 1);
    }

    /** The code that the command is refused with; empty if it takes effect. */
    String decision(Act act, String user, long target, String reaction, Instant now) {
        if (target > head() || !(event(target).getBody() instanceof Message)) {
            return "no_such_message";
        }
        State state = state(target, head(), new Random(0), 0);
        if (state.deleted) {
            return "no_such_message";
        }
        boolean own = event(target).getSenderId().equals(user);
        String key = Reactions.key(reaction);
        return switch (act) {
            case REPLY -> "";
            case EDIT -> !own ? "forbidden" : age(event(target), now).compareTo(editWindow) > 0 ? "too_late" : "";
            case DELETE -> own || user.equals(owner) ? "" : "forbidden";
            case GIVE ->
                state.has(key, user)
                        ? "no_change"
                        : !state.counts().containsKey(key) && state.counts().size() >= maxReactions
                                ? "too_many_reactions"
                                : "";
            case TAKE_BACK -> state.has(key, user) ? "" : "no_change";
        };
    }

    /**
     * The content of a store that shows all events up to a sequence, and a share of those after it.
     *
     * @param readUpTo at least the target's own
     */
    TargetStamp stamp(String user, long target, long readUpTo, Random random, double share) {
        State state = state(target, readUpTo, random, share);
        Event event = event(target);
        return new TargetStamp(
                EventKind.of(event).wireName(),
                event.getSenderId(),
                event.getSentAt(),
                state.deleted,
                readUpTo,
                state.deleted ? Map.of() : state.counts(),
                state.deleted
                        ? List.of()
                        : state.counts().keySet().stream()
                                .filter(key -> state.has(key, user))
                                .toList());
    }

    /** Whether something above this sequence has touched a message so long ago that it may be forgotten. */
    boolean mayBeForgottenAfter(long readUpTo, Instant now) {
        return events.stream()
                .anyMatch(event -> event.getSequence() > readUpTo
                        && (event.getBody() instanceof Deleted || event.getBody() instanceof Reacted)
                        && age(event, now).compareTo(REMEMBERED) >= 0);
    }

    /** The conversation's time, when the log's is this. */
    Instant time(Instant log) {
        Instant last = event(head()).getSentAt();
        return log.isBefore(last) ? last : log;
    }

    private State state(long target, long readUpTo, Random random, double share) {
        State state = new State();
        for (Event event : events) {
            if (targetOf(event) == target && (event.getSequence() <= readUpTo || random.nextDouble() < share)) {
                state.apply(event);
            }
        }
        return state;
    }

    private static long targetOf(Event event) {
        if (event.getBody() instanceof Deleted deleted) {
            return deleted.getTarget();
        }
        return event.getBody() instanceof Reacted reacted ? reacted.getTarget() : 0;
    }

    private static Duration age(Event event, Instant now) {
        return Duration.between(event.getSentAt(), now);
    }
}
