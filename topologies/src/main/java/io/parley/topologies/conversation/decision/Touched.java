package io.parley.topologies.conversation.decision;

import io.parley.avro.TargetStamp;

import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a recently deleted or reacted-to message: everything that can still change a decision. A message that
 * nobody touched has none.
 *
 * @param reactions the number of users by reaction key; 0 for one that was taken back, since the store keeps a cell for
 *     it. Sorted, so that equal values are equal bytes
 */
public record Touched(boolean deleted, Map<String, Integer> reactions) {

    static final Touched DELETED = new Touched(true, Map.of());

    public Touched {
        reactions = new TreeMap<>(reactions);
    }

    /** Reads the touches from a gateway's stamp. */
    static Touched of(TargetStamp stamp) {
        return new Touched(stamp.getDeleted(), stamp.getReactions());
    }

    boolean has(String reaction) {
        return reactions.getOrDefault(reaction, 0) > 0;
    }

    /** The number of different reactions. */
    int kinds() {
        return (int) reactions.values().stream().filter(count -> count > 0).count();
    }

    /** Whether the reaction is present, or is remembered as taken back. */
    boolean hasSeen(String reaction) {
        return reactions.containsKey(reaction);
    }

    /** The number of different reactions, with those that are remembered as taken back. */
    int kindsSeen() {
        return reactions.size();
    }

    /** Returns the touches after a user has given or taken back a reaction. */
    Touched with(String reaction, boolean given) {
        Map<String, Integer> changed = new TreeMap<>(reactions);
        changed.merge(reaction, given ? 1 : -1, Integer::sum);
        return new Touched(deleted, changed);
    }
}
