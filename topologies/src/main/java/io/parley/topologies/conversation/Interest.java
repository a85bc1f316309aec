package io.parley.topologies.conversation;

import io.parley.avro.Signal;
import io.parley.avro.internal.InterestState;

/**
 * A session that has a conversation open.
 *
 * @param since the conversation's head when it was opened: what came later is due to the session
 */
record Interest(String sessionId, String userId, String gatewayId, long epoch, long since) {

    /** What an open by a member begins. */
    static Interest begun(Signal open, long head) {
        return new Interest(open.getSessionId(), open.getUserId(), open.getGatewayId(), open.getEpoch(), head);
    }

    /** Whether it is that of another session of the same user on the same gateway. */
    boolean isBeside(Interest other) {
        return userId.equals(other.userId)
                && gatewayId.equals(other.gatewayId)
                && epoch == other.epoch
                && !sessionId.equals(other.sessionId);
    }

    Interest datedBack(long earlier) {
        return new Interest(sessionId, userId, gatewayId, epoch, Math.min(since, earlier));
    }

    /**
     * What is left when this one is begun while another of the same session is known: under the same epoch the known
     * one goes on, since what came after it is on its way; under another epoch the newer one counts.
     */
    Interest begunOver(Interest known) {
        return known == null || known.epoch < epoch ? this : known;
    }

    static Interest of(String sessionId, InterestState state) {
        return new Interest(sessionId, state.getUserId(), state.getGatewayId(), state.getEpoch(), state.getSince());
    }

    InterestState toState() {
        return new InterestState(userId, gatewayId, epoch, since);
    }
}
