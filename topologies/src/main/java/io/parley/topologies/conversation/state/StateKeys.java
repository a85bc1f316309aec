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

    /** Half-days that are read beside the current one, so that entries are found for at least 24 hours. */
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

    /** Prefix of the keys of a conversation's members. */
    static byte[] members(ConversationId conversation) {
        return prefix(MEMBER, conversation, 0).array();
    }

    /** Key of a user's read mark. */
    static byte[] read(ConversationId conversation, String userId) {
        byte[] user = utf8(userId);
        return prefix(READ, conversation, user.length).put(user).array();
    }

    /** Prefix of the keys of a conversation's read marks. */
    static byte[] reads(ConversationId conversation) {
        return prefix(READ, conversation, 0).array();
    }

    /** Returns the user of a member's key or of a read mark's key. */
    static String user(byte[] key) {
        int prefix = KIND + UUID;
        return new String(key, prefix, key.length - prefix, StandardCharsets.UTF_8);
    }

    static byte[] id(int halfDay, ConversationId conversation, String userId, String commandId) {
        byte[] user = utf8(userId);
        byte[] command = utf8(commandId);
        // User ids contain no 0, so no two pairs of user and command have the same key.
        return remembered(halfDay, conversation, user.length + 1 + command.length)
                .put(user)
                .put(END)
                .put(command)
                .array();
    }

    /** Key of a user's leaving, which stands in the place of a command id: no command id is empty. */
    static byte[] left(int halfDay, ConversationId conversation, String userId) {
        return id(halfDay, conversation, userId, "");
    }

    /** Key of a touched message, which stands in the place of a user id: no user id is empty. */
    static byte[] touched(int halfDay, ConversationId conversation, long target) {
        return remembered(halfDay, conversation, 1 + TARGET)
                .put(END)
                .putLong(target)
                .array();
    }

    /** Key of one user's reaction to a message. */
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

    /** Lower bound of the keys of a half-day's entries, which sort after all entries of earlier half-days. */
    static byte[] remembered(int halfDay) {
        return ByteBuffer.allocate(KIND + HALF_DAY)
                .put(REMEMBERED)
                .putInt(halfDay)
                .array();
    }

    static byte[] title(ConversationId conversation) {
        return prefix(TITLE, conversation, 0).array();
    }

    /** Key of the touch marks of a conversation. */
    static byte[] touches(ConversationId conversation) {
        return prefix(TOUCHES, conversation, 0).array();
    }

    /** Returns the half-day of a time in milliseconds since the epoch; times before the epoch belong to the first. */
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
