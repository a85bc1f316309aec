package io.parley.gateway.limit;

/**
 * Limits what a connected client may request.
 *
 * @param commandsPerSecondPerUser by all of a user's sessions on this gateway together, two seconds' worth at once; 0:
 *     any
 * @param framesPerSecond by a session, a second's worth at once; 0: any
 * @param bytesPerSecond by a session, a second's worth or the largest frame at once; 0: any
 * @param openConversations that a session has open, or is about to, at a time
 * @param work that its requests may cause
 */
public record ClientLimits(
        int commandsPerSecondPerUser,
        int framesPerSecond,
        long bytesPerSecond,
        int openConversations,
        WorkLimits work) {}
