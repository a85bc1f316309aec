package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Verifies with a set of public keys, which may change: RS256, ES256, EdDSA. */
final class KeySet implements SigningKeys {

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private final JWKSource<SecurityContext> source;

    /** Whether the keys were ever available: then a rate-limited source only lacks a key. */
    private volatile boolean known;

    /** @param source may block, and may be cached */
    KeySet(JWKSource<SecurityContext> source) {
        this.source = source;
    }

    @Override
    public List<JWSVerifier> verifiers(SignedJWT token) throws JOSEException {
        if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return List.of();
        }
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        List<JWSVerifier> verifiers = new ArrayList<>();
        for (JWK key : select(selector)) {
            if (key instanceof RSAKey rsa) {
                verifiers.add(new RSASSAVerifier(rsa));
            } else if (key instanceof ECKey ec) {
                verifiers.add(new ECDSAVerifier(ec));
            } else if (key instanceof OctetKeyPair pair) {
                verifiers.add(new Ed25519KeyVerifier(pair));
            }
        }
        return verifiers;
    }

    @Override
    public void close() {
        if (source instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<JWK> select(JWKSelector selector) throws JOSEException {
        try {
            List<JWK> keys = source.get(selector, null);
            known = true;
            return keys;
        } catch (RateLimitReachedException e) {
            if (known) {
                return List.of();
            }
            throw e;
        }
    }
}
