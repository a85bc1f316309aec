package io.parley.topologies.user;

import io.parley.avro.GatewayEnded;
import io.parley.topologies.parts.GatewayUsers;

import java.time.Instant;
import java.util.Optional;

/**
 * What the end of a gateway's epoch means for one user who has, or lately had, sessions on it.
 *
 * <p>The sessions may have been stored without those that ended, and then a crash has swallowed what follows from it. So
 * the entry that led to the user outlives the end for a while, and a repeat says again that it was the last.
 *
 * @param left the sessions that the user still has
 * @param entry what becomes of the entry
 * @param last when it ended, if by it the user has no session any more
 */
record SessionsEnd(UserSessions left, GatewayUsers.Step entry, Optional<Instant> last) {

    static SessionsEnd of(GatewayUsers.Entry entry, UserSessions before, GatewayEnded ended, Instant at) {
        UserSessions left = before.end(ended.getGatewayId(), ended.getUpToEpoch());
        if (left.isOn(ended.getGatewayId())) {
            // Announced again under a later epoch before this one's end came here.
            return new SessionsEnd(left, GatewayUsers.Step.KEEP, Optional.empty());
        }
        if (entry.isForgotten(at)) {
            return new SessionsEnd(left, GatewayUsers.Step.REMOVE, Optional.empty());
        }
        Instant endedAt = entry.ended() ? Instant.ofEpochMilli(entry.endedAtMs()) : at;
        return new SessionsEnd(
                left,
                entry.ended() ? GatewayUsers.Step.KEEP : GatewayUsers.Step.MARK_ENDED,
                left.sessions().isEmpty() ? Optional.of(endedAt) : Optional.empty());
    }
}
