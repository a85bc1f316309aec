package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Provides the keys that a token may be signed with. */
interface SigningKeys extends AutoCloseable {

    /**
     * The keys that may have signed the token, by its header. May block.
     *
     * @return none if the token's algorithm isn't supported, or no key fits
     * @throws JOSEException if the keys are unavailable at the moment
     */
    List<SigningKey> candidates(SignedJWT token) throws JOSEException;

    /** The ids of all keys that are in use; empty when that isn't known at the moment. May block. */
    Optional<Set<String>> ids();

    /** Stops refreshing the keys. */
    @Override
    void close();
}
