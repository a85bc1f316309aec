package io.parley.topologies.conversation;

import io.parley.topologies.conversation.Decision.Refused;

import java.time.Duration;

/** The refusals of the client protocol, as the owner of the conversation gives them. */
final class Refusals {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    static final Refused NOT_A_MEMBER = new Refused("not_a_member", "you are not a member of this conversation");
    static final Refused CONVERSATION_EXISTS =
            new Refused("conversation_exists", "there is a conversation with this id already");
    static final Refused OWNERS_ONLY = new Refused("forbidden", "only an owner may do this");
    static final Refused SENDER_ONLY = new Refused("forbidden", "only the message's sender may do this");
    static final Refused SENDER_OR_OWNER_ONLY =
            new Refused("forbidden", "only the message's sender or an owner may do this");
    static final Refused DIRECT_NEVER_CHANGES =
            new Refused("forbidden", "a direct conversation has no title and no owner, and never changes its members");
    static final Refused NO_SUCH_MESSAGE = new Refused("no_such_message", "there is no such message");
    static final Refused NO_CHANGE = new Refused("no_change", "it is so already: nothing would change");
    static final Refused LAST_OWNER = new Refused("forbidden", "a group has an owner: the last one stays one");
    static final Refused LEFT_LATELY =
            new Refused("forbidden", "one of them left within the last day, and isn't put back");
    static final Refused TOO_LATE = new Refused("too_late", "the message can't be edited any more");

    /** The gateway's stamp is older than what is remembered, or it had none: the next one has it from the store. */
    static final Refused UNAVAILABLE = new Refused(
            "unavailable", "the message has to be looked up anew; send the same id again", RETRY_AFTER.toMillis());

    /** Gateways tell it as the protocol does, which has no code for it: forbidden, and held. */
    static final Refused HELD =
            new Refused("held", "held for review: it appears if it is let through, and needn't be sent again");

    private Refusals() {}

    static Refused badFrame(String message) {
        return new Refused("bad_frame", message);
    }

    static Refused tooManyReactions(int most) {
        return new Refused("too_many_reactions", "a message has at most " + most + " different reactions");
    }

    static Refused tooManyMembers(int most) {
        return new Refused("too_many_members", "a group has at most " + most + " members");
    }
}
