package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.SignedJWT;

import java.util.List;

/** Provides the keys that a token may be signed with. */
interface SigningKeys extends AutoCloseable {

    /**
     * A verifier for each key that may have signed the token, by its header. May block.
     *
     * @return none if the token's algorithm isn't one of ours, or no key fits
     * @throws JOSEException if the keys can't be had at the moment
     */
    List<JWSVerifier> verifiers(SignedJWT token) throws JOSEException;

    /** Ends what the keys are kept fresh with. */
    @Override
    void close();
}
