package io.parley.topologies.user;

import io.parley.avro.GatewayEnded;
import io.parley.topologies.parts.GatewayUsers;

import java.time.Instant;
import java.util.Optional;

/**
 * Applies the end of a gateway's epoch to one user who has, or lately had, sessions on it.
 *
 * <p>After a crash the sessions may be stored without the ended ones while the output was lost. So the entry that led
 * to the user outlives the end for a while, and a repeat reports again that the last session ended.
 *
 * @param left the sessions that the user still has
 * @param entry what happens to the entry
 * @param last the time of the end, if the user has no session left
 */
record SessionsEnd(UserSessions left, GatewayUsers.Step entry, Optional<Instant> last) {

    static SessionsEnd of(GatewayUsers.Entry entry, UserSessions before, GatewayEnded ended, Instant at) {
        UserSessions left = before.end(ended.getGatewayId(), ended.getUpToEpoch());
        if (left.isOn(ended.getGatewayId())) {
            // Announced again under a later epoch before this one's end arrived.
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
