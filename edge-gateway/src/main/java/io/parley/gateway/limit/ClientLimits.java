package io.parley.gateway.limit;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * Limits what a connected client may request.
 *
 * @param commandsPerSecondPerUser by all of a user's sessions on this gateway together, two seconds' worth at once; 0:
 *     any
 * @param framesPerSecond by a session, a second's worth at once; 0: any
 * @param bytesPerSecond by a session, a second's worth or the largest frame at once; 0: any
 * @param openConversations that a session has open, or is about to, at a time
 */
public record ClientLimits(
        int commandsPerSecondPerUser, int framesPerSecond, long bytesPerSecond, int openConversations) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public ClientLimits {
        Buckets.requireRate("gateway.commands-per-second-per-user", commandsPerSecondPerUser);
        Buckets.requireRate("gateway.frames-per-second", framesPerSecond);
        Buckets.requireRate("gateway.bytes-per-second", bytesPerSecond);
        require(openConversations >= 1, "gateway.max-open-conversations", openConversations, ">= 1");
    }
}
