package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;
import java.util.Optional;

/**
 * What there is to say of a user.
 *
 * @param change the user's status
 * @param isChange whether it is for the record, or only the answer to one who began to watch
 * @param gatewayIds whom to tell
 */
record PresenceNews(PresenceChange change, boolean isChange, List<String> gatewayIds) {

    /** The present status, for the record and for all who watch. */
    static PresenceNews of(String userId, UserPresence presence) {
        return new PresenceNews(presence.change(userId), true, presence.watcherIds());
    }

    /** The present status, for one gateway. */
    static PresenceNews answer(String userId, UserPresence presence, String gatewayId) {
        return new PresenceNews(presence.change(userId), false, List.of(gatewayId));
    }

    /**
     * What a session's change gives to say. What left the state as it is was a repeat, whose first time may have been
     * stored but not said: the present status is said again.
     */
    static Optional<PresenceNews> between(UserPresence before, UserPresence after, String userId) {
        boolean worthSaying = after.equals(before) || after.status() != before.status();
        return worthSaying ? Optional.of(of(userId, after)) : Optional.empty();
    }

    List<PresenceChange> changes() {
        return isChange ? List.of(change) : List.of();
    }

    List<GatewayDelivery> deliveries() {
        return gatewayIds.stream()
                .map(gatewayId -> GatewayDelivery.of(gatewayId, change.getUserId(), change))
                .toList();
    }
}
