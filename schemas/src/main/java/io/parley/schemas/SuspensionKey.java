package io.parley.schemas;

import java.util.Arrays;
import java.util.Optional;

/**
 * Names in the keys of {@code suspensions} what is ended: its kind and its id.
 *
 * @param id of the user, the token ({@code jti}) or the sign-in ({@code sid})
 */
public record SuspensionKey(Kind kind, String id) {

    private static final char SEPARATOR = ':';

    /** Lists what can be ended, each with what its keys begin with. */
    public enum Kind {
        /** A user. */
        USER("user"),
        /** Tokens of a user, by the time of their issue. */
        TOKENS("tokens"),
        /** One token. */
        TOKEN("jti"),
        /** All tokens of one sign-in. */
        SIGN_IN("sid");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** @throws IllegalArgumentException if the id is blank */
    public SuspensionKey {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an id that is blank (expected: whom or what it is about)");
        }
    }

    /** Parses the key of a record; empty for a kind that isn't known. */
    public static Optional<SuspensionKey> parse(String key) {
        int end = key.indexOf(SEPARATOR);
        if (end < 0 || key.substring(end + 1).isBlank()) {
            return Optional.empty();
        }
        String prefix = key.substring(0, end);
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.prefix.equals(prefix))
                .findFirst()
                .map(kind -> new SuspensionKey(kind, key.substring(end + 1)));
    }

    /** The key of the record. */
    @Override
    public String toString() {
        return kind.prefix + SEPARATOR + id;
    }
}
