package io.parley.push.lane;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says how a notification ended, once for each.
 *
 * @param kind how it ended
 * @param code the provider's last word, or ours
 * @param tries that the provider was asked, 0 if it never was
 * @param at the time of the end
 * @param goneSince of a dead token, when the provider noticed, or when it was asked if it doesn't say
 * @param supersededBy the sequence of the notification that took its place, if one did
 */
public record Outcome(
        Kind kind, String code, int tries, Instant at, Optional<Instant> goneSince, OptionalLong supersededBy) {

    /** How a notification may end. */
    public enum Kind {
        /** The provider has it. */
        SENT,
        /** The platform has no such notification. */
        SKIPPED,
        /** The token is dead. */
        GONE,
        /** The provider refused it by a fault of ours. */
        REFUSED,
        /** It was too old. */
        EXPIRED,
        /** A newer one of the same device and conversation took its place. */
        SUPERSEDED,
        /** It was older than one that waited. */
        REPEAT,
        /** It failed too often. */
        GIVEN_UP
    }

    static Outcome of(Kind kind, String code, int tries, Instant at) {
        return new Outcome(kind, code, tries, at, Optional.empty(), OptionalLong.empty());
    }

    static Outcome gone(String code, int tries, Instant at, Instant since) {
        return new Outcome(Kind.GONE, code, tries, at, Optional.of(since), OptionalLong.empty());
    }

    Outcome by(long sequence) {
        return new Outcome(kind, code, tries, at, goneSince, OptionalLong.of(sequence));
    }
}
