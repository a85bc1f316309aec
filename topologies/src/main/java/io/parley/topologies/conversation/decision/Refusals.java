package io.parley.topologies.conversation.decision;

import io.parley.protocol.RejectCode;
import io.parley.topologies.conversation.decision.Decision.Refused;

import java.time.Duration;

/** Lists the refusals of the client protocol that the owner of a conversation gives. */
public final class Refusals {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static final Refused NOT_A_MEMBER = refused(RejectCode.NOT_A_MEMBER);
    static final Refused CONVERSATION_EXISTS = refused(RejectCode.CONVERSATION_EXISTS);
    static final Refused UNSEALED = new Refused(RejectCode.FORBIDDEN, "the command's authority has no valid seal");
    static final Refused OWNERS_ONLY = new Refused(RejectCode.FORBIDDEN, "only an owner may do this");
    static final Refused SENDER_ONLY = new Refused(RejectCode.FORBIDDEN, "only the message's sender may do this");
    static final Refused SENDER_OR_OWNER_ONLY =
            new Refused(RejectCode.FORBIDDEN, "only the message's sender or an owner may do this");
    static final Refused DIRECT_NEVER_CHANGES = new Refused(
            RejectCode.FORBIDDEN, "a direct conversation has no title and no owner, and never changes its members");
    static final Refused NO_SUCH_MESSAGE = refused(RejectCode.NO_SUCH_MESSAGE);
    static final Refused NO_CHANGE = refused(RejectCode.NO_CHANGE);
    static final Refused LAST_OWNER = new Refused(RejectCode.FORBIDDEN, "a group has an owner: the last one stays one");
    static final Refused LEFT_LATELY =
            new Refused(RejectCode.FORBIDDEN, "one of them left within the last day, and isn't put back");
    static final Refused TOO_LATE = refused(RejectCode.TOO_LATE);

    /**
     * The gateway's stamp is missing or older than what is remembered; on a retry the gateway stamps the command from
     * the store.
     */
    static final Refused UNAVAILABLE = new Refused(
            RejectCode.UNAVAILABLE,
            "the message has to be looked up anew; send the same id again",
            RETRY_AFTER.toMillis());

    /** Gateways send it as forbidden, and held: the protocol has no code of its own for it. */
    public static final Refused HELD =
            new Refused("held", "held for review: it appears if it is let through, and needn't be sent again");

    private Refusals() {}

    private static Refused refused(RejectCode code) {
        return new Refused(code, code.message());
    }

    static Refused badFrame(String message) {
        return new Refused(RejectCode.BAD_FRAME, message);
    }

    static Refused tooManyReactions(int most) {
        return new Refused(RejectCode.TOO_MANY_REACTIONS, "a message has at most " + most + " different reactions");
    }

    static Refused tooManyMembers(int most) {
        return new Refused(RejectCode.TOO_MANY_MEMBERS, "a group has at most " + most + " members");
    }
}
