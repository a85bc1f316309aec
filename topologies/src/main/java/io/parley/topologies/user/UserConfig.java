package io.parley.topologies.user;

import java.time.Duration;

/**
 * The configuration of the user application.
 *
 * @param keepLeft the time for which the inbox remembers a conversation that the user left, by the log's clock: longer
 *     than any replay after a crash reaches back
 * @param largeGroupHintInterval the shortest interval of head updates to the members of a large group; the same as in
 *     the conversation application
 * @param swallowedWindow messages sent this long before a user's last session broke off, by the log's clock, are
 *     pushed, since they may not have arrived: longer than a gateway takes to notice; zero: none are
 * @param recentMessages the number of messages whose texts a task keeps in memory for pushes; other messages are pushed
 *     without their text
 * @param inboxPage the number of conversations that a connect is answered with, the newest by activity
 */
public record UserConfig(
        Duration keepLeft,
        Duration largeGroupHintInterval,
        Duration swallowedWindow,
        int recentMessages,
        int inboxPage) {

    /**
     * Returns the defaults: a day, head updates every 10 seconds, 20 seconds, some megabytes of texts, and 200
     * conversations.
     */
    public static UserConfig standard() {
        return new UserConfig(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000, 200);
    }

    /** Returns these with another number of conversations in the answer to a connect. */
    public UserConfig withInboxPage(int conversations) {
        return new UserConfig(keepLeft, largeGroupHintInterval, swallowedWindow, recentMessages, conversations);
    }
}
