package io.parley.schemas;

import java.util.regex.Pattern;

/**
 * A gateway's slot: stable over restarts, and part of the name of its delivery topic.
 *
 * @param value 1 to 63 characters of {@code a–z 0–9 -}, the first a letter or digit
 */
public record GatewayId(String value) {

    /** The expected form, for messages. */
    public static final String EXPECTATION = "1-63 characters of a-z 0-9 -, the first no -";

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws IllegalArgumentException if the text is no gateway id; the message says what was expected */
    public GatewayId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a gateway id is " + EXPECTATION);
        }
    }

    /** Whether the text, which may be null, is a gateway id. */
    public static boolean isValid(String text) {
        return text != null && VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
