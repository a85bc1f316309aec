package io.parley.gateway.auth;

import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Optional;

/** Represents the outcome of a token's verification. */
public sealed interface TokenVerdict {

    /**
     * The token is valid.
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

    /** The token is not valid; the reason is for people, and contains nothing of the token. */
    record Refused(String reason) implements TokenVerdict {}

    /** The keys are unavailable at the moment: a retry may help. */
    record Undecided() implements TokenVerdict {}

    /** The token was not verified, because its address has sent too many bad ones: a later retry may help. */
    record TooMany() implements TokenVerdict {}
}
