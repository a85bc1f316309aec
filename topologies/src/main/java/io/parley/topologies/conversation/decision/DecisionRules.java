package io.parley.topologies.conversation.decision;

import io.parley.runtime.authority.CommandSeals;
import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * The rules by which commands are decided, beside the state. Change them over a clean stop only: a replay with another
 * limit or another step would decide otherwise.
 *
 * @param maxGroupSize the most members that a group may have
 * @param editWindow the time after sending within which the sender may edit a message
 * @param maxReactions how many different reactions a message may have
 * @param largeGroupThreshold a group with more members than this is large from then on, even if it shrinks
 * @param steps steps asked about a command before it is numbered, in this order
 * @param seals by which a command's authority is recognised
 */
public record DecisionRules(
        int maxGroupSize,
        Duration editWindow,
        int maxReactions,
        int largeGroupThreshold,
        List<NamedStep> steps,
        CommandSeals seals) {

    public DecisionRules {
        steps = List.copyOf(steps);
    }

    /** Returns the limits of the protocol, without steps and seals. */
    public static DecisionRules standard() {
        return new DecisionRules(1_000, Duration.ofHours(24), 20, 100, List.of(), CommandSeals.none());
    }

    /** Returns these rules with the given steps. */
    public DecisionRules with(List<NamedStep> others) {
        return new DecisionRules(maxGroupSize, editWindow, maxReactions, largeGroupThreshold, others, seals);
    }

    /** Returns these rules with another threshold of large groups. */
    public DecisionRules withLargeGroupThreshold(int other) {
        return new DecisionRules(maxGroupSize, editWindow, maxReactions, other, steps, seals);
    }

    /** Returns these rules with another limit of members. */
    public DecisionRules withMaxGroupSize(int other) {
        return new DecisionRules(other, editWindow, maxReactions, largeGroupThreshold, steps, seals);
    }

    /** Returns these rules with other seals. */
    public DecisionRules with(CommandSeals others) {
        return new DecisionRules(maxGroupSize, editWindow, maxReactions, largeGroupThreshold, steps, others);
    }
}
