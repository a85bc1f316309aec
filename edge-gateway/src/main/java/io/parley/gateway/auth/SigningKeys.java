package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.SignedJWT;

import java.util.List;

/** Provides the keys that a token may be signed with. */
interface SigningKeys extends AutoCloseable {

    /**
     * Returns a verifier for each key that may have signed the token, by its header. May block.
     *
     * @return none if the token's algorithm isn't supported, or no key fits
     * @throws JOSEException if the keys are unavailable at the moment
     */
    List<JWSVerifier> verifiers(SignedJWT token) throws JOSEException;

    /** Stops refreshing the keys. */
    @Override
    void close();
}
