package io.parley.topologies.user;

import java.time.Duration;

/**
 * What the user application is configured with.
 *
 * @param keepLeft how long the inbox remembers a conversation that the user left, by the log's clock: longer than any
 *     replay after a crash reaches back
 * @param largeGroupHintInterval how often at most the members of a large group are told of its new head; as the
 *     conversation application has it
 * @param swallowedWindow what came this long before a user's last session broke off, by the log's clock, may never have
 *     arrived and is pushed: longer than a gateway takes to notice; zero: nothing is
 * @param recentMessages of how many messages a task keeps the texts in memory, for such pushes; a message that isn't
 *     there is pushed without its text
 */
public record UserConfig(
        Duration keepLeft, Duration largeGroupHintInterval, Duration swallowedWindow, int recentMessages) {

    /** A day, hints every 10 seconds, 20 seconds, and some megabytes of texts. */
    public static UserConfig standard() {
        return new UserConfig(Duration.ofDays(1), Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000);
    }
}
