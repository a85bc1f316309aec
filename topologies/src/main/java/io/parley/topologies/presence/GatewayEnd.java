package io.parley.topologies.presence;

import io.parley.avro.GatewayEnded;
import io.parley.topologies.parts.GatewayUsers;

import java.time.Instant;
import java.util.Optional;

/**
 * Applies the end of a gateway's epoch to one user who has, or lately had, rows on it.
 *
 * <p>After a crash a user's row may be stored without the ended sessions while the offline status was lost. So the
 * entry that led to the user outlives the end for a while, and a repeat of the end publishes the status again.
 *
 * @param after the user's row after the end
 * @param entry what happens to the entry
 * @param news the status to publish, if any
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
