package io.parley.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of a conversation: a UUID, written in canonical lower case.
 *
 * <p>A group's is random (version 4 or 7), chosen by the client that creates it. A direct conversation's is name-based
 * (version 5, RFC 9562), derived from its two members, so that both sides arrive at the same one; clients can't choose
 * a name-based one, hence nobody can take a direct conversation's place.
 */
public record ConversationId(UUID value) {

    /** The expected form, for messages. */
    public static final String EXPECTATION = "a UUID in canonical lower case";

    private static final int CANONICAL_LENGTH = 36;

    /** The namespace under which the ids of direct conversations are derived; never to be changed. */
    private static final UUID DIRECT_NAMESPACE = UUID.fromString("8d5a9b0e-2c67-5f3b-9a4e-0d1c7e6f2b58");

    /** @throws IllegalArgumentException if the text is no UUID in canonical lower case */
    public static ConversationId parse(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("a conversation id is " + EXPECTATION);
        }
        return new ConversationId(UUID.fromString(text));
    }

    /** Whether the text, which may be null, is a UUID in canonical lower case. */
    public static boolean isValid(String text) {
        if (text == null || text.length() != CANONICAL_LENGTH) {
            return false;
        }
        for (int i = 0; i < CANONICAL_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /**
     * Derives the id of the direct conversation of two users, in any order.
     *
     * @throws IllegalArgumentException if both are the same user
     */
    public static ConversationId direct(UserId one, UserId other) {
        int order = one.value().compareTo(other.value());
        if (order == 0) {
            throw new IllegalArgumentException("a direct conversation has two different members");
        }
        UserId first = order < 0 ? one : other;
        UserId second = order < 0 ? other : one;
        // No user id contains a space, so no two pairs make the same name.
        return new ConversationId(nameBased(first + " " + second));
    }

    /** Whether a client may choose this id for a group: random, that is version 4 or 7 of the RFC 9562 variant. */
    public boolean isRandom() {
        return value.variant() == 2 && (value.version() == 4 || value.version() == 7);
    }

    private static UUID nameBased(String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(DIRECT_NAMESPACE.getMostSignificantBits())
                .putLong(DIRECT_NAMESPACE.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
