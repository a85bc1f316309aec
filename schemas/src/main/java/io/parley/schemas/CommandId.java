package io.parley.schemas;

/**
 * The client's id of a command: with its sender and its conversation, the idempotency key.
 *
 * @param value 1 to 64 characters of {@code A–Z a–z 0–9 _ . : @ -}
 */
public record CommandId(String value) {

    /** The expected form, for messages. */
    public static final String EXPECTATION = Identifiers.COMMAND.expectation();

    /** @throws IllegalArgumentException if the text is no command id; the message says what was expected */
    public CommandId {
        if (!Identifiers.COMMAND.isValid(value)) {
            throw new IllegalArgumentException("an id is " + EXPECTATION);
        }
    }

    /** Whether the text, which may be null, is a command id. */
    public static boolean isValid(String text) {
        return Identifiers.COMMAND.isValid(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
