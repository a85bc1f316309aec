package io.parley.protocol;

import java.util.Locale;

/**
 * Lists why a command or request is rejected: the code, and the text for people that goes with it. Texts about a single
 * field of a frame are not here: they are composed where the field is checked, and so are those of plugged-in steps.
 */
public enum RejectReason {
    NOT_JSON(RejectCode.BAD_FRAME, "not a JSON object"),
    UNKNOWN_TYPE(RejectCode.BAD_FRAME, "type: unknown (expected: a frame type of the protocol)"),

    NOT_A_MEMBER(RejectCode.NOT_A_MEMBER, "you are not a member of this conversation"),
    CONVERSATION_EXISTS(RejectCode.CONVERSATION_EXISTS, "there is a conversation with this id already"),
    NO_SUCH_MESSAGE(RejectCode.NO_SUCH_MESSAGE, "there is no such message"),
    NO_CHANGE(RejectCode.NO_CHANGE, "it is so already: nothing would change"),
    TOO_LATE(RejectCode.TOO_LATE, "the message can't be edited any more"),
    /** With the largest number of members. */
    TOO_MANY_MEMBERS(RejectCode.TOO_MANY_MEMBERS, "a group has at most %d members"),
    /** With the largest number of reactions. */
    TOO_MANY_REACTIONS(RejectCode.TOO_MANY_REACTIONS, "a message has at most %d different reactions"),

    UNSEALED(RejectCode.FORBIDDEN, "the command's authority has no valid seal"),
    OWNERS_ONLY(RejectCode.FORBIDDEN, "only an owner may do this"),
    SENDER_ONLY(RejectCode.FORBIDDEN, "only the message's sender may do this"),
    SENDER_OR_OWNER_ONLY(RejectCode.FORBIDDEN, "only the message's sender or an owner may do this"),
    DIRECT_NEVER_CHANGES(
            RejectCode.FORBIDDEN, "a direct conversation has no title and no owner, and never changes its members"),
    PEER_BLOCKED(RejectCode.FORBIDDEN, "you have blocked the other member of this conversation"),
    /** With the largest number of users. */
    BLOCKS_FULL(RejectCode.FORBIDDEN, "at most %d users can be blocked"),
    /** With the largest number of conversations. */
    MUTES_FULL(RejectCode.FORBIDDEN, "at most %d conversations can be muted"),
    LAST_OWNER(RejectCode.FORBIDDEN, "a group has an owner: the last one stays one"),
    LEFT_LATELY(RejectCode.FORBIDDEN, "one of them left within the last day, and isn't put back"),
    /** With the cause. */
    TOKEN_REFUSED(RejectCode.FORBIDDEN, "the token is refused: %s"),
    /** Sent with {@code held}: it waits for a moderator. */
    HELD(RejectCode.FORBIDDEN, "held for review: it appears if it is let through, and needn't be sent again"),

    COMMAND_RATE(RejectCode.RATE_LIMITED, "too many commands of this user"),
    SESSION_WORK(RejectCode.RATE_LIMITED, "this session asks for too much"),
    USER_WORK(RejectCode.RATE_LIMITED, "this user asks for too much"),
    ADDRESS_WORK(RejectCode.RATE_LIMITED, "too much is asked for from this address"),
    GROUPS_TODAY(RejectCode.RATE_LIMITED, "this user has created too many groups today"),
    MEMBERS_TODAY(RejectCode.RATE_LIMITED, "this user has brought too many members into conversations today"),
    COMMANDS_WAITING(RejectCode.RATE_LIMITED, "too many commands wait for the store"),
    HISTORY_REQUESTS(RejectCode.RATE_LIMITED, "too many history requests at once"),
    MEMBERS_REQUESTS(RejectCode.RATE_LIMITED, "too many pages of members at once"),
    LIST_REQUESTS(RejectCode.RATE_LIMITED, "too many list requests at once"),
    INBOX_REQUESTS(RejectCode.RATE_LIMITED, "too many requests wait for the inbox"),
    OPEN_CONVERSATIONS(RejectCode.RATE_LIMITED, "too many open conversations"),
    OPENS_WAITING(RejectCode.RATE_LIMITED, "too many conversations wait to be opened"),
    TOKENS_AT_ONCE(RejectCode.RATE_LIMITED, "too many tokens at once"),
    BAD_TOKENS(RejectCode.RATE_LIMITED, "too many bad tokens from this address"),

    LOG_SILENT(RejectCode.UNAVAILABLE, "the log does not answer"),
    LOG_UNCERTAIN(
            RejectCode.UNAVAILABLE,
            "the log did not confirm; it may or may not have been accepted, send the same id again"),
    CONVERSATION_SILENT(RejectCode.UNAVAILABLE, "the conversation does not answer"),
    INBOX_SILENT(RejectCode.UNAVAILABLE, "the inbox does not answer"),
    STORE_SILENT(RejectCode.UNAVAILABLE, "the store does not answer"),
    STORE_BEHIND(RejectCode.UNAVAILABLE, "the store does not have the message yet; send the same id again"),
    STAMP_OUTDATED(RejectCode.UNAVAILABLE, "the message has to be looked up anew; send the same id again"),
    REPEAT_UNREADABLE(RejectCode.UNAVAILABLE, "it took effect before, and the store can't say how"),
    REPEAT_TO_COME(
            RejectCode.UNAVAILABLE, "it took effect before, and its event is yet to come; send the same id again"),
    REPEAT_UNLISTED(
            RejectCode.UNAVAILABLE, "it took effect before, and the inbox does not answer; send the same id again"),
    KEYS_UNAVAILABLE(RejectCode.UNAVAILABLE, "the keys to check the token with can't be had");

    private final RejectCode code;
    private final String text;

    RejectReason(RejectCode code, String text) {
        this.code = code;
        this.text = text;
    }

    public RejectCode code() {
        return code;
    }

    /** The text for people, of a reason without a detail. */
    public String text() {
        return text;
    }

    /** The text for people, with the number or the cause that it names. */
    public String text(Object detail) {
        return String.format(Locale.ROOT, text, detail);
    }
}
