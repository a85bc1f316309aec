package io.parley.schemas;

/**
 * A client's own id of a command: with its sender and its conversation, the idempotency key.
 *
 * @param value 1 to 64 characters of {@code A–Z a–z 0–9 _ . : @ -}
 */
public record CommandId(String value) {

    /** @throws IllegalArgumentException if the text is no command id; the message says what was expected */
    public CommandId {
        if (!Identifiers.isIdentifier(value)) {
            throw new IllegalArgumentException("an id is " + Identifiers.EXPECTATION);
        }
    }

    /** Whether the text, which may be null, is a command id. */
    public static boolean isValid(String text) {
        return Identifiers.isIdentifier(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
