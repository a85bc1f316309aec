package io.parley.gateway.limit;

/**
 * What clients that are connected may ask for.
 *
 * @param commandsPerSecondPerUser by all of a user's sessions on this gateway together, two seconds' worth at once; 0: any
 * @param framesPerSecond by a session, a second's worth at once; 0: any
 * @param bytesPerSecond by a session, a second's worth or the largest frame at once; 0: any
 * @param openConversations that a session has open, or is about to, at a time
 */
public record ClientLimits(
        int commandsPerSecondPerUser, int framesPerSecond, long bytesPerSecond, int openConversations) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public ClientLimits {
        requireRate("gateway.commands-per-second-per-user", commandsPerSecondPerUser);
        requireRate("gateway.frames-per-second", framesPerSecond);
        requireRate("gateway.bytes-per-second", bytesPerSecond);
        if (openConversations < 1) {
            throw new IllegalArgumentException(
                    "gateway.max-open-conversations: " + openConversations + " (expected: >= 1)");
        }
    }

    private static void requireRate(String key, long value) {
        if (value < 0 || value > Buckets.HIGHEST_RATE) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: 0 to " + Buckets.HIGHEST_RATE + ")");
        }
    }
}
