package io.parley.schemas;

import io.parley.avro.SignInEnded;
import io.parley.avro.Suspension;
import io.parley.avro.TokenEnded;
import io.parley.avro.TokensEnded;
import io.parley.avro.UserSuspended;

import java.time.Instant;
import java.util.Optional;

/** Represents the time of a suspension: its end, or the time of issue before which tokens are over. */
public sealed interface SuspensionTerm {

    /**
     * The suspension holds until a time.
     *
     * @param time {@link Instant#MAX} if it holds for good
     */
    record Until(Instant time) implements SuspensionTerm {

        /** Returns whether it ends by itself. */
        public boolean ends() {
            return !time.equals(Instant.MAX);
        }
    }

    /** Tokens that were issued before a time are over. */
    record IssuedBefore(Instant time) implements SuspensionTerm {}

    Instant time();

    /** Reads the term of a suspension; empty for a kind that only a later version knows. */
    static Optional<SuspensionTerm> of(Suspension suspension) {
        Object body = suspension.getBody();
        if (body instanceof UserSuspended suspended) {
            return until(suspended.getUntil());
        }
        if (body instanceof TokensEnded ended) {
            return Optional.of(new IssuedBefore(ended.getIssuedBefore()));
        }
        if (body instanceof TokenEnded ended) {
            return until(ended.getUntil());
        }
        return body instanceof SignInEnded ended ? until(ended.getUntil()) : Optional.empty();
    }

    private static Optional<SuspensionTerm> until(Instant time) {
        return Optional.of(new Until(time == null ? Instant.MAX : time));
    }
}
