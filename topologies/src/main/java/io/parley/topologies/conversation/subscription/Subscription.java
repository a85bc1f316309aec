package io.parley.topologies.conversation.subscription;

import io.parley.avro.Signal;
import io.parley.avro.internal.SubscriptionState;

/**
 * A session's subscription to a conversation.
 *
 * @param since the conversation's head at the open: later events are due to the session
 */
public record Subscription(String sessionId, String userId, String gatewayId, long epoch, long since) {

    /** Makes the subscription of a member's open. */
    public static Subscription begun(Signal open, long head) {
        return new Subscription(open.getSessionId(), open.getUserId(), open.getGatewayId(), open.getEpoch(), head);
    }

    /** Whether it belongs to another session of the same user on the same gateway. */
    boolean isBeside(Subscription other) {
        return userId.equals(other.userId)
                && gatewayId.equals(other.gatewayId)
                && epoch == other.epoch
                && !sessionId.equals(other.sessionId);
    }

    Subscription datedBack(long earlier) {
        return new Subscription(sessionId, userId, gatewayId, epoch, Math.min(since, earlier));
    }

    /**
     * Merges this one with an earlier subscription of the same session: under the same epoch the earlier one stays,
     * since later events are already on their way; under another epoch the newer one wins.
     */
    Subscription begunOver(Subscription known) {
        return known == null || known.epoch < epoch ? this : known;
    }

    static Subscription of(String sessionId, SubscriptionState state) {
        return new Subscription(sessionId, state.getUserId(), state.getGatewayId(), state.getEpoch(), state.getSince());
    }

    SubscriptionState toState() {
        return new SubscriptionState(userId, gatewayId, epoch, since);
    }
}
