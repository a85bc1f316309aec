package io.parley.protocol;

import java.util.Locale;

/** Names the reasons of rejections: the codes of a {@code rejected} frame, each with its default message for people. */
public enum RejectCode {
    BAD_FRAME("the frame is not what the protocol asks for"),
    TOO_LARGE("it is too long"),
    NOT_A_MEMBER("you are not a member of this conversation"),
    FORBIDDEN("you may not do this"),
    CONVERSATION_EXISTS("there is a conversation with this id already"),
    NO_SUCH_MESSAGE("there is no such message"),
    NO_CHANGE("it is so already: nothing would change"),
    TOO_LATE("the message can't be edited any more"),
    TOO_MANY_MEMBERS("the group has too many members"),
    TOO_MANY_REACTIONS("the message has too many different reactions"),
    RATE_LIMITED("too much at a time"),
    /** It may or may not have been accepted; the client sends the same id again. */
    UNAVAILABLE("the service can't answer; send the same id again"),
    INTERNAL("something went wrong here");

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final String message;

    RejectCode(String message) {
        this.message = message;
    }

    /** The code in a {@code rejected} frame. */
    public String wireName() {
        return wireName;
    }

    /** The default message for people. */
    public String message() {
        return message;
    }
}
