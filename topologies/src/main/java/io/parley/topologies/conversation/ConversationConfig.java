package io.parley.topologies.conversation;

import io.parley.schemas.config.SettingKey;
import io.parley.topologies.step.NamedStep;

import java.time.Duration;
import java.util.List;

/**
 * What the conversation application is configured with. What commands are decided by is to be changed over a clean stop
 * only: a replay with another limit, or another step, would decide otherwise. Those are the first five.
 *
 * @param maxGroupSize the most members that a group may have
 * @param editWindow how long after a message was sent its sender may edit it
 * @param maxReactions how many different reactions a message may have
 * @param largeGroupThreshold a group with more members than this is large from then on, however few they are later
 * @param steps what is asked about a command before it is numbered, in this order
 * @param largeGroupHintInterval how often at most the members of a large group are told of its new head
 * @param cachedMembers how many members the rosters that a task keeps decoded in memory may have in all; a roster
 *     that isn't there is read from its store
 * @param cachedSubscriptions the same for the sessions that have conversations open
 */
public record ConversationConfig(
        int maxGroupSize,
        Duration editWindow,
        int maxReactions,
        int largeGroupThreshold,
        List<NamedStep> steps,
        Duration largeGroupHintInterval,
        int cachedMembers,
        int cachedSubscriptions) {

    /**
     * Of so many members with the longest ids each is named three times in one record, which still fits into the megabyte of
     * Kafka's standard: one that didn't would stop its partition for good, since an application that runs exactly once gives no
     * record up.
     */
    private static final int LARGEST_GROUP = 2_000;

    /** What is kept of a message with this many reactions is a few kilobytes. */
    private static final int MOST_REACTIONS = 100;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public ConversationConfig {
        if (maxGroupSize < 2 || maxGroupSize > LARGEST_GROUP) {
            throw new IllegalArgumentException(
                    "conversation.max-group-size: " + maxGroupSize + " (expected: 2 to " + LARGEST_GROUP + ")");
        }
        if (editWindow.isNegative()) {
            throw new IllegalArgumentException("conversation.edit-window: " + editWindow + " (expected: >= 0)");
        }
        if (maxReactions < 1 || maxReactions > MOST_REACTIONS) {
            throw new IllegalArgumentException(
                    "conversation.max-reactions: " + maxReactions + " (expected: 1 to " + MOST_REACTIONS + ")");
        }
        requireAtLeast(ConversationSettings.LARGE_GROUP_THRESHOLD, largeGroupThreshold, 2);
        if (largeGroupHintInterval.isNegative() || largeGroupHintInterval.isZero()) {
            throw new IllegalArgumentException(ConversationSettings.LARGE_GROUP_HINT_INTERVAL.name() + ": "
                    + largeGroupHintInterval + " (expected: > 0)");
        }
        requireAtLeast(ConversationSettings.CACHED_MEMBERS, cachedMembers, 0);
        requireAtLeast(ConversationSettings.CACHED_SUBSCRIPTIONS, cachedSubscriptions, 0);
        steps = List.copyOf(steps);
    }

    /** The limits of the protocol, no steps, hints every 10 seconds, some megabytes of rosters and subscriptions. */
    public static ConversationConfig standard() {
        return new ConversationConfig(
                1_000, Duration.ofHours(24), 20, 100, List.of(), Duration.ofSeconds(10), 10_000, 10_000);
    }

    /** This, with certain steps. */
    public ConversationConfig with(List<NamedStep> others) {
        return new ConversationConfig(
                maxGroupSize,
                editWindow,
                maxReactions,
                largeGroupThreshold,
                others,
                largeGroupHintInterval,
                cachedMembers,
                cachedSubscriptions);
    }

    /** This, with another limit from which on a group is large. */
    public ConversationConfig withLargeGroupThreshold(int other) {
        return new ConversationConfig(
                maxGroupSize,
                editWindow,
                maxReactions,
                other,
                steps,
                largeGroupHintInterval,
                cachedMembers,
                cachedSubscriptions);
    }

    private static void requireAtLeast(SettingKey<?> key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key.name() + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
