package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;
import java.util.Optional;

/**
 * A status of a user, to be published or sent.
 *
 * @param change the user's status
 * @param isChange whether it is published as a change, or only sent
 * @param gatewayIds recipients
 * @param hiddenFrom users who may not see it
 */
record PresenceNews(PresenceChange change, boolean isChange, List<String> gatewayIds, List<String> hiddenFrom) {

    /** Makes the current status, to be published and sent to all who watch. */
    static PresenceNews of(String userId, UserPresence presence) {
        return new PresenceNews(presence.change(userId), true, presence.watcherIds(), List.of());
    }

    /** Makes the current status, for some gateways alone: it has not changed. */
    static PresenceNews unchanged(String userId, UserPresence presence, List<String> gatewayIds) {
        return new PresenceNews(presence.change(userId), false, gatewayIds, List.of());
    }

    PresenceNews hiddenFrom(List<String> userIds) {
        return new PresenceNews(change, isChange, gatewayIds, userIds);
    }

    /**
     * Returns the status to publish after a session's change. If the state is unchanged it was a repeat, whose first
     * time may have been stored but not published: the current status is published again.
     */
    static Optional<PresenceNews> between(UserPresence before, UserPresence after, String userId) {
        boolean worthSaying = after.equals(before) || after.status() != before.status();
        return worthSaying ? Optional.of(of(userId, after)) : Optional.empty();
    }

    List<PresenceChange> changes() {
        return isChange ? List.of(change) : List.of();
    }

    List<GatewayDelivery> deliveries() {
        String userId = change.getUserId();
        PresenceChange delivered = hiddenFrom.isEmpty()
                ? change
                : new PresenceChange(userId, change.getStatus(), change.getLastSeenAt(), hiddenFrom);
        return gatewayIds.stream()
                .map(gatewayId -> GatewayDelivery.of(gatewayId, userId, delivered))
                .toList();
    }
}
