package io.parley.topologies.presence;

import io.parley.avro.GatewayEnded;
import io.parley.topologies.parts.GatewayUsers;

import java.time.Instant;
import java.util.Optional;

/**
 * What the end of a gateway's epoch means for one user who has, or lately had, something on it.
 *
 * <p>A user's row may have been stored without the sessions that ended, and then a crash has swallowed that they are
 * offline. So the entry that led to the user outlives the end for a while, and a repeat of the end says it again.
 *
 * @param after the user's row from now on
 * @param entry what becomes of the entry
 * @param news what there is to say
 */
record GatewayEnd(UserPresence after, GatewayUsers.Step entry, Optional<PresenceNews> news) {

    static GatewayEnd of(GatewayUsers.Entry entry, UserPresence before, GatewayEnded ended, Instant at) {
        String gatewayId = ended.getGatewayId();
        UserPresence after = before.end(gatewayId, ended.getUpToEpoch(), at);
        Optional<PresenceNews> changed = after.status() == before.status()
                ? Optional.empty()
                : Optional.of(PresenceNews.of(entry.userId(), after));
        if (after.isOn(gatewayId)) {
            return new GatewayEnd(after, GatewayUsers.Step.KEEP, changed);
        }
        if (before.hasSessionOn(gatewayId)) {
            return new GatewayEnd(after, GatewayUsers.Step.MARK_ENDED, changed);
        }
        if (before.isOn(gatewayId) || entry.isForgotten(at)) {
            return new GatewayEnd(after, GatewayUsers.Step.REMOVE, Optional.empty());
        }
        return new GatewayEnd(
                after,
                entry.ended() ? GatewayUsers.Step.KEEP : GatewayUsers.Step.MARK_ENDED,
                Optional.of(PresenceNews.of(entry.userId(), after)));
    }
}
