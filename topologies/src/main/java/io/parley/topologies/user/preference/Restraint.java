package io.parley.topologies.user.preference;

import java.time.Instant;

/** Looks up what users have blocked and muted. */
public interface Restraint {

    /** Null if the user hasn't blocked the other one. */
    Block block(String userId, String otherId);

    /** Whether the user wants no pushes for the conversation at this time, by the log's clock. */
    boolean isMuted(String userId, String conversationId, Instant at);
}
