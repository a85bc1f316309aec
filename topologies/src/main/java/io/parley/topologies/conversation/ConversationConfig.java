package io.parley.topologies.conversation;

import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * Holds what the conversation application is configured with.
 *
 * @param rules what commands are decided by
 * @param largeGroupHintInterval the least time between two updates that the members of a large group get of its head
 * @param cachedMembers how many members the rosters that a task keeps decoded in memory may have in all; others are read
 *     from the store
 * @param cachedSubscriptions the same for subscriptions
 */
public record ConversationConfig(
        DecisionRules rules, Duration largeGroupHintInterval, int cachedMembers, int cachedSubscriptions) {

    /** The limits of the protocol, no steps, updates every 10 seconds, some megabytes of rosters and subscriptions. */
    public static ConversationConfig standard() {
        return new ConversationConfig(DecisionRules.standard(), Duration.ofSeconds(10), 10_000, 10_000);
    }

    /** This configuration with other rules. */
    public ConversationConfig with(DecisionRules others) {
        return new ConversationConfig(others, largeGroupHintInterval, cachedMembers, cachedSubscriptions);
    }

    /** This configuration with certain steps. */
    public ConversationConfig with(List<NamedStep> steps) {
        return with(rules.with(steps));
    }

    /** This configuration with another limit from which on a group is large. */
    public ConversationConfig withLargeGroupThreshold(int threshold) {
        return with(rules.withLargeGroupThreshold(threshold));
    }

    /** This configuration with another time between two updates of a large group's head. */
    public ConversationConfig withLargeGroupHintInterval(Duration interval) {
        return new ConversationConfig(rules, interval, cachedMembers, cachedSubscriptions);
    }
}
