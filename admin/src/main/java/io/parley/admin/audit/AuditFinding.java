package io.parley.admin.audit;

import java.util.Locale;

/**
 * Something that is wrong with the chain.
 *
 * @param offset in the topic where it shows
 * @param detail for people
 */
public record AuditFinding(Kind kind, long offset, String detail) {

    /** Lists what may be wrong. */
    public enum Kind {
        /** A record isn't what the one after it says that it was. */
        CHANGE,
        /** Records are missing. */
        GAP,
        /** Two records follow the same one. */
        FORK,
        /** The record there is no audit record. */
        UNREADABLE
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " at offset " + offset + ": " + detail;
    }
}
