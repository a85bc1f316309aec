package io.parley.topologies.conversation.state;

import io.parley.schemas.ConversationId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The keys of {@code conversation-state}; the package's documentation draws them. */
final class StateKeys {

    private static final byte HEAD = 1;
    private static final byte MEMBER = 2;
    private static final byte REMEMBERED = 3;
    private static final byte TITLE = 4;
    private static final byte TOUCHES = 5;
    private static final byte READ = 6;

    /** With the half-day that it is now, these are looked at: what is remembered is found for at least 24 hours. */
    static final int HALF_DAYS_BEFORE = 2;

    private static final int KIND = 1;
    private static final int UUID = 16;
    private static final int HALF_DAY = 4;
    private static final int TARGET = 8;
    private static final byte END = 0;
    private static final long HALF_DAY_MS = TimeUnit.HOURS.toMillis(12);

    private StateKeys() {}

    static byte[] head(ConversationId conversation) {
        return prefix(HEAD, conversation, 0).array();
    }

    static byte[] member(ConversationId conversation, String userId) {
        byte[] user = utf8(userId);
        return prefix(MEMBER, conversation, user.length).put(user).array();
    }

    /** What the keys of all members of a conversation begin with. */
    static byte[] members(ConversationId conversation) {
        return prefix(MEMBER, conversation, 0).array();
    }

    /** Up to where a user has read. */
    static byte[] read(ConversationId conversation, String userId) {
        byte[] user = utf8(userId);
        return prefix(READ, conversation, user.length).put(user).array();
    }

    /** What the keys of all read marks of a conversation begin with. */
    static byte[] reads(ConversationId conversation) {
        return prefix(READ, conversation, 0).array();
    }

    /** The user of a member's key, or of that of a read mark. */
    static String user(byte[] key) {
        int prefix = KIND + UUID;
        return new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8);
    }

    static byte[] id(int halfDay, ConversationId conversation, String userId, String commandId) {
        byte[] user = utf8(userId);
        byte[] command = utf8(commandId);
        // No user id holds a 0, so no two pairs of user and command make the same key.
        return remembered(halfDay, conversation, user.length + 1 + command.length)
                .put(user)
                .put(END)
                .put(command)
                .array();
    }

    /** That a user left: where the id of a command would be, and no id is empty. */
    static byte[] left(int halfDay, ConversationId conversation, String userId) {
        return id(halfDay, conversation, userId, "");
    }

    /** A touched message: where a user would be, and no user id is empty. */
    static byte[] touched(int halfDay, ConversationId conversation, long target) {
        return remembered(halfDay, conversation, 1 + TARGET)
                .put(END)
                .putLong(target)
                .array();
    }

    /** One user's reaction to a message. */
    static byte[] reaction(int halfDay, ConversationId conversation, long target, String userId, String reaction) {
        byte[] user = utf8(userId);
        byte[] key = utf8(reaction);
        return remembered(halfDay, conversation, 1 + TARGET + user.length + 1 + key.length)
                .put(END)
                .putLong(target)
                .put(user)
                .put(END)
                .put(key)
                .array();
    }

    /** What comes before all that is remembered of a half-day, and after that of all before it. */
    static byte[] remembered(int halfDay) {
        return ByteBuffer.allocate(KIND + HALF_DAY)
                .put(REMEMBERED)
                .putInt(halfDay)
                .array();
    }

    static byte[] title(ConversationId conversation) {
        return prefix(TITLE, conversation, 0).array();
    }

    /** When messages of a conversation were last touched. */
    static byte[] touches(ConversationId conversation) {
        return prefix(TOUCHES, conversation, 0).array();
    }

    /** The half-day that a time belongs to, in milliseconds since the epoch; those before the epoch are its first. */
    static int halfDay(long time) {
        return (int) Math.max(0, time / HALF_DAY_MS);
    }

    private static ByteBuffer remembered(int halfDay, ConversationId conversation, int more) {
        return ByteBuffer.allocate(KIND + HALF_DAY + UUID + more)
                .put(REMEMBERED)
                .putInt(halfDay)
                .putLong(conversation.value().getMostSignificantBits())
                .putLong(conversation.value().getLeastSignificantBits());
    }

    private static ByteBuffer prefix(byte kind, ConversationId conversation, int more) {
        return ByteBuffer.allocate(KIND + UUID + more)
                .put(kind)
                .putLong(conversation.value().getMostSignificantBits())
                .putLong(conversation.value().getLeastSignificantBits());
    }

    private static byte[] utf8(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
