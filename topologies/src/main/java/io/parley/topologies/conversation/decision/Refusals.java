package io.parley.topologies.conversation.decision;

import io.parley.protocol.OutcomeCode;
import io.parley.protocol.RejectCode;
import io.parley.protocol.RejectReason;
import io.parley.topologies.conversation.decision.Decision.Refused;

import java.time.Duration;

/** Lists the refusals of the client protocol that the owner of a conversation gives. */
public final class Refusals {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static final Refused NOT_A_MEMBER = refused(RejectReason.NOT_A_MEMBER);
    static final Refused CONVERSATION_EXISTS = refused(RejectReason.CONVERSATION_EXISTS);
    static final Refused UNSEALED = refused(RejectReason.UNSEALED);
    static final Refused OWNERS_ONLY = refused(RejectReason.OWNERS_ONLY);
    static final Refused SENDER_ONLY = refused(RejectReason.SENDER_ONLY);
    static final Refused SENDER_OR_OWNER_ONLY = refused(RejectReason.SENDER_OR_OWNER_ONLY);
    static final Refused DIRECT_NEVER_CHANGES = refused(RejectReason.DIRECT_NEVER_CHANGES);
    static final Refused PEER_BLOCKED = refused(RejectReason.PEER_BLOCKED);
    static final Refused NO_SUCH_MESSAGE = refused(RejectReason.NO_SUCH_MESSAGE);
    static final Refused NO_CHANGE = refused(RejectReason.NO_CHANGE);
    static final Refused LAST_OWNER = refused(RejectReason.LAST_OWNER);
    static final Refused LEFT_LATELY = refused(RejectReason.LEFT_LATELY);
    static final Refused TOO_LATE = refused(RejectReason.TOO_LATE);

    /**
     * The gateway's stamp is missing or older than what is remembered; on a retry the gateway stamps the command from
     * the store.
     */
    static final Refused UNAVAILABLE =
            new Refused(RejectReason.STAMP_OUTDATED.code(), RejectReason.STAMP_OUTDATED.text(), RETRY_AFTER.toMillis());

    /** Gateways send it as forbidden, and held: the protocol has no code of its own for it. */
    public static final Refused HELD = new Refused(OutcomeCode.HELD, RejectReason.HELD.text());

    private Refusals() {}

    private static Refused refused(RejectReason reason) {
        return new Refused(reason.code(), reason.text());
    }

    private static Refused refused(RejectReason reason, int most) {
        return new Refused(reason.code(), reason.text(most));
    }

    static Refused badFrame(String message) {
        return new Refused(RejectCode.BAD_FRAME, message);
    }

    static Refused tooManyReactions(int most) {
        return refused(RejectReason.TOO_MANY_REACTIONS, most);
    }

    static Refused tooManyMembers(int most) {
        return refused(RejectReason.TOO_MANY_MEMBERS, most);
    }
}
