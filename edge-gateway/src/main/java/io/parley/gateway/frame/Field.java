package io.parley.gateway.frame;

import io.parley.protocol.FrameLimits;
import io.parley.protocol.TextLimits;
import io.parley.schemas.CommandId;
import io.parley.schemas.ContentType;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the fields of clients' frames that are read; all others are ignored. */
enum Field {
    TYPE("type", "text"),
    ID("id", CommandId.EXPECTATION),
    CONVERSATION_ID("conversationId", ConversationId.EXPECTATION),
    REF("ref", "a text of 1-" + FrameLimits.LONGEST_REF + " characters, or a whole number"),
    KIND("kind", "direct or group"),
    MEMBERS("members", "a list of user ids, each " + UserId.EXPECTATION),
    ROLE("role", "member or owner"),
    TITLE("title", "1-" + TextLimits.LONGEST_TITLE + " characters"),
    CONTENT("content", "1-" + TextLimits.LONGEST_CONTENT + " characters"),
    CONTENT_TYPE("contentType", ContentType.EXPECTATION),
    ENCRYPTED("encrypted", "true or false"),
    REPLY_TO("replyTo", "a sequence from 1, below 2^53"),
    TARGET("target", "a sequence from 1, below 2^53"),
    REACTION("reaction", "1-" + TextLimits.LONGEST_REACTION + " characters"),
    REMOVE("remove", "true or false"),
    AFTER("after", "a sequence from 0, below 2^53; of members a user id"),
    BEFORE("before", "a sequence from 1, below 2^53; in list a cursor of an inbox frame"),
    AROUND("around", "a sequence from 1, below 2^53"),
    THROUGH("through", "a sequence from 0, below 2^53"),
    LIMIT(
            "limit",
            "a whole number from 1 to " + FrameLimits.LARGEST_PAGE + ", of members to "
                    + FrameLimits.LARGEST_MEMBERS_PAGE),
    SEQUENCE("sequence", "a sequence from 0, below 2^53"),
    USER_ID("userId", UserId.EXPECTATION),
    UNTIL("until", "a time by RFC 3339"),
    OFF("off", "true or false"),
    STATUS("status", "online or away"),
    STOP("stop", "true or false"),
    PLATFORM("platform", "apns or fcm"),
    TOKEN("token", "1-" + FrameLimits.LONGEST_TOKEN + " characters, of a device 1-" + FrameLimits.LONGEST_DEVICE_TOKEN);

    private static final Map<String, Field> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Field::wireName, Function.identity()));

    private final String wireName;
    private final String expectation;

    Field(String wireName, String expectation) {
        this.wireName = wireName;
        this.expectation = expectation;
    }

    /** Returns the field of this name, or null if there is none. */
    static Field named(String name) {
        return BY_NAME.get(name);
    }

    String wireName() {
        return wireName;
    }

    /** The expected form of its value, for the messages of refusals. */
    String expectation() {
        return expectation;
    }
}
