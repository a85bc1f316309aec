package io.parley.topologies.sequencer;

import io.parley.schemas.ConversationId;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The keys of {@code sequencer-state}; the package's documentation draws them. */
final class StateKeys {

    private static final byte HEAD = 1;
    private static final byte MEMBER = 2;
    private static final byte ID = 3;

    private static final int KIND = 1;
    private static final int UUID = 16;
    private static final int HALF_DAY = 4;
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

    /** The user of a member's key. */
    static String user(byte[] memberKey) {
        int prefix = KIND + UUID;
        return new String(memberKey, prefix, memberKey.length - prefix, StandardCharsets.UTF_8);
    }

    static byte[] id(int halfDay, ConversationId conversation, String userId, String commandId) {
        byte[] user = utf8(userId);
        byte[] command = utf8(commandId);
        // No user id holds a 0, so no two pairs of user and command make the same key.
        return ByteBuffer.allocate(KIND + HALF_DAY + UUID + user.length + 1 + command.length)
                .put(ID)
                .putInt(halfDay)
                .putLong(conversation.value().getMostSignificantBits())
                .putLong(conversation.value().getLeastSignificantBits())
                .put(user)
                .put((byte) 0)
                .put(command)
                .array();
    }

    /** What comes before every id of a half-day, and after those of all before it. */
    static byte[] ids(int halfDay) {
        return ByteBuffer.allocate(KIND + HALF_DAY).put(ID).putInt(halfDay).array();
    }

    /** The half-day that a time belongs to, in milliseconds since the epoch; those before the epoch are its first. */
    static int halfDay(long time) {
        return (int) Math.max(0, time / HALF_DAY_MS);
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
