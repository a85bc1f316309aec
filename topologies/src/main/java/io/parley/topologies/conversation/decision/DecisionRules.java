package io.parley.topologies.conversation.decision;

import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * Holds what commands are decided by, beside the state. Change it over a clean stop only: a replay with another limit, or
 * another step, would decide otherwise.
 *
 * @param maxGroupSize the most members that a group may have
 * @param editWindow how long after a message was sent its sender may edit it
 * @param maxReactions how many different reactions a message may have
 * @param largeGroupThreshold a group with more members than this is large from then on, however few they are later
 * @param steps what is asked about a command before it is numbered, in this order
 */
public record DecisionRules(
        int maxGroupSize, Duration editWindow, int maxReactions, int largeGroupThreshold, List<NamedStep> steps) {

    public DecisionRules {
        steps = List.copyOf(steps);
    }

    /** The limits of the protocol, and no steps. */
    public static DecisionRules standard() {
        return new DecisionRules(1_000, Duration.ofHours(24), 20, 100, List.of());
    }

    /** These rules with certain steps. */
    public DecisionRules with(List<NamedStep> others) {
        return new DecisionRules(maxGroupSize, editWindow, maxReactions, largeGroupThreshold, others);
    }

    /** These rules with another limit from which on a group is large. */
    public DecisionRules withLargeGroupThreshold(int other) {
        return new DecisionRules(maxGroupSize, editWindow, maxReactions, other, steps);
    }

    /** These rules with another limit of members. */
    public DecisionRules withMaxGroupSize(int other) {
        return new DecisionRules(other, editWindow, maxReactions, largeGroupThreshold, steps);
    }
}
