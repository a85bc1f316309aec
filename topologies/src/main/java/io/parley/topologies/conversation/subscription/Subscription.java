package io.parley.topologies.conversation.subscription;

import io.parley.avro.Signal;
import io.parley.avro.internal.SubscriptionState;

/**
 * A session that has a conversation open.
 *
 * @param since the conversation's head when it was opened: what came later is due to the session
 */
public record Subscription(String sessionId, String userId, String gatewayId, long epoch, long since) {

    /** What an open by a member begins. */
    public static Subscription begun(Signal open, long head) {
        return new Subscription(open.getSessionId(), open.getUserId(), open.getGatewayId(), open.getEpoch(), head);
    }

    /** Whether it is that of another session of the same user on the same gateway. */
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
     * What is left when this one is begun while another of the same session is known: under the same epoch the known
     * one goes on, since what came after it is on its way; under another epoch the newer one counts.
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
