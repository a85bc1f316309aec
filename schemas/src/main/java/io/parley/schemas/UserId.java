package io.parley.schemas;

/**
 * The id of a user: the {@code sub} of their token.
 *
 * @param value 1 to 128 characters of {@code A–Z a–z 0–9 _ . : @ - | + = ~}
 */
public record UserId(String value) {

    /** The expected form, for messages. */
    public static final String EXPECTATION = Identifiers.USER.expectation();

    /** @throws IllegalArgumentException if the text is no user id; the message says what was expected */
    public UserId {
        if (!Identifiers.USER.isValid(value)) {
            throw new IllegalArgumentException("a user id is " + EXPECTATION);
        }
    }

    /** Whether the text, which may be null, is a user id. */
    public static boolean isValid(String text) {
        return Identifiers.USER.isValid(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
