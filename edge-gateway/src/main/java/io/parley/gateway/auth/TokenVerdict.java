package io.parley.gateway.auth;

import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Optional;

/** Represents the outcome of a token's verification. */
public sealed interface TokenVerdict {

    /**
     * It is valid.
     *
     * @param device the token's {@code device}, if it has one
     */
    record Accepted(Credential credential, Optional<String> device) implements TokenVerdict {

        public UserId user() {
            return credential.user();
        }

        public Instant expiresAt() {
            return credential.expiresAt();
        }
    }

    /** It is not valid; the reason is for people, and holds nothing of the token. */
    record Refused(String reason) implements TokenVerdict {}

    /** The keys can't be had at the moment: trying again may help. */
    record Undecided() implements TokenVerdict {}

    /** It was not verified, for too many bad tokens of its address: trying again later may help. */
    record TooMany() implements TokenVerdict {}
}
