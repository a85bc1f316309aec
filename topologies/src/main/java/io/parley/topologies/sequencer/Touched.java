package io.parley.topologies.sequencer;

import io.parley.avro.TargetStamp;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a message that was deleted or reacted to lately: everything that can still change a decision. A message
 * that nobody touched has none of it.
 *
 * @param reactions how many users gave each that is there, by its key; in one order, so that the same is written as the
 *     same bytes
 */
record Touched(boolean deleted, Map<String, Integer> reactions) {

    static final Touched DELETED = new Touched(true, Map.of());

    Touched {
        reactions = new TreeMap<>(reactions);
        reactions.values().removeIf(count -> count < 1);
    }

    /** As a gateway found the message. */
    static Touched of(TargetStamp stamp) {
        return new Touched(stamp.getDeleted(), stamp.getReactions());
    }

    boolean has(String reaction) {
        return reactions.containsKey(reaction);
    }

    /** How many different reactions there are. */
    int kinds() {
        return reactions.size();
    }

    /** After one more user has given a reaction, or one has taken it back. */
    Touched with(String reaction, boolean given) {
        Map<String, Integer> changed = new TreeMap<>(reactions);
        changed.merge(reaction, given ? 1 : -1, Integer::sum);
        return new Touched(deleted, changed);
    }
}
