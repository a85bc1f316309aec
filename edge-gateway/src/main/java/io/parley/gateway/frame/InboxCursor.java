package io.parley.gateway.frame;

import io.parley.avro.InboxPosition;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a place in the inbox as a cursor, and reads it back: base64url of its time and its conversation's id. It names
 * a place of the user who sends it, so a forged one shows nobody anything of others.
 */
final class InboxCursor {

    private static final int BYTES = 3 * Long.BYTES;
    private static final int CHARACTERS = 4 * Long.BYTES;
    private static final long LATEST_MS = (1L << 48) - 1;

    private InboxCursor() {}

    static String of(InboxPosition position) {
        UUID conversation = UUID.fromString(position.getConversationId());
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(position.getActiveAtMs())
                .putLong(conversation.getMostSignificantBits())
                .putLong(conversation.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Returns the place; empty if the text is no cursor. */
    static Optional<InboxPosition> parse(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        long activeAtMs = bytes.getLong();
        return activeAtMs < 0 || activeAtMs > LATEST_MS
                ? Optional.empty()
                : Optional.of(new InboxPosition(activeAtMs, new UUID(bytes.getLong(), bytes.getLong()).toString()));
    }
}
