package io.parley.topologies.conversation;

import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * The configuration of the conversation application.
 *
 * @param rules rules by which commands are decided
 * @param largeGroupHintInterval the shortest time between two head updates to the members of a large group
 * @param cachedMembers the members, over all rosters, that a task keeps decoded in memory; other rosters are read from
 *     the store
 * @param cachedSubscriptions the same for subscriptions
 */
public record ConversationConfig(
        DecisionRules rules, Duration largeGroupHintInterval, int cachedMembers, int cachedSubscriptions) {

    /**
     * Returns the defaults: the limits of the protocol, no steps, head updates every 10 seconds, some megabytes of
     * rosters and subscriptions.
     */
    public static ConversationConfig standard() {
        return new ConversationConfig(DecisionRules.standard(), Duration.ofSeconds(10), 10_000, 10_000);
    }

    /** Returns this configuration with other rules. */
    public ConversationConfig with(DecisionRules others) {
        return new ConversationConfig(others, largeGroupHintInterval, cachedMembers, cachedSubscriptions);
    }

    /** Returns this configuration with the given steps. */
    public ConversationConfig with(List<NamedStep> steps) {
        return with(rules.with(steps));
    }

    /** Returns this configuration with another threshold of large groups. */
    public ConversationConfig withLargeGroupThreshold(int threshold) {
        return with(rules.withLargeGroupThreshold(threshold));
    }

    /** Returns this configuration with another interval of head updates. */
    public ConversationConfig withLargeGroupHintInterval(Duration interval) {
        return new ConversationConfig(rules, interval, cachedMembers, cachedSubscriptions);
    }
}
