package io.parley.topologies.conversation.decision;

import io.parley.avro.TargetStamp;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a message that was deleted or reacted to lately: everything that can still change a decision. A message
 * that nobody touched has none of it.
 *
 * @param reactions how many users give each, by its key; 0 of one that was taken back, since the store keeps a cell for
 *     it. In one order, so that the same is written as the same bytes
 */
public record Touched(boolean deleted, Map<String, Integer> reactions) {

    static final Touched DELETED = new Touched(true, Map.of());

    public Touched {
        reactions = new TreeMap<>(reactions);
    }

    /** As a gateway found the message. */
    static Touched of(TargetStamp stamp) {
        return new Touched(stamp.getDeleted(), stamp.getReactions());
    }

    boolean has(String reaction) {
        return reactions.getOrDefault(reaction, 0) > 0;
    }

    /** How many different reactions there are. */
    int kinds() {
        return (int) reactions.values().stream().filter(count -> count > 0).count();
    }

    /** Whether the reaction is there, or was and is remembered. */
    boolean hasSeen(String reaction) {
        return reactions.containsKey(reaction);
    }

    /** How many different reactions there are, and were as far as is remembered. */
    int kindsSeen() {
        return reactions.size();
    }

    /** After one more user has given a reaction, or one has taken it back. */
    Touched with(String reaction, boolean given) {
        Map<String, Integer> changed = new TreeMap<>(reactions);
        changed.merge(reaction, given ? 1 : -1, Integer::sum);
        return new Touched(deleted, changed);
    }
}
