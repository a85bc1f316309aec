package io.parley.gateway.auth;

import io.parley.schemas.UserId;

import java.time.Instant;
import java.util.Optional;

/** What became of a token. */
public sealed interface TokenVerdict {

    /**
     * It is believed.
     *
     * @param device the token's {@code device}, if it has one
     */
    record Accepted(UserId user, Optional<String> device, Instant expiresAt) implements TokenVerdict {}

    /** It is not; the reason is for people, and holds nothing of the token. */
    record Refused(String reason) implements TokenVerdict {}

    /** The keys can't be had at the moment: trying again may help. */
    record Undecided() implements TokenVerdict {}

    /** It was not looked at, since too many bad ones came from where it came from: trying again later may help. */
    record TooMany() implements TokenVerdict {}
}
