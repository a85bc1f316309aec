package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies with a set of public keys, which may change: RS256, ES256, EdDSA. */
final class KeySet implements SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

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
    public List<SigningKey> candidates(SignedJWT token) throws JOSEException {
        if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return List.of();
        }
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        List<SigningKey> candidates = new ArrayList<>();
        for (JWK key : select(selector)) {
            if (key instanceof RSAKey rsa) {
                candidates.add(new SigningKey(id(key), new RSASSAVerifier(rsa)));
            } else if (key instanceof ECKey ec) {
                candidates.add(new SigningKey(id(key), new ECDSAVerifier(ec)));
            } else if (key instanceof OctetKeyPair pair) {
                candidates.add(new SigningKey(id(key), new Ed25519KeyVerifier(pair)));
            }
        }
        return candidates;
    }

    /** Empty as long as the source can't say; what can't be fetched for a while is in use all the same. */
    @Override
    public Optional<Set<String>> ids() {
        try {
            Set<String> ids = new HashSet<>();
            for (JWK key : source.get(new JWKSelector(new JWKMatcher.Builder().build()), null)) {
                ids.add(id(key));
            }
            return Optional.of(ids);
        } catch (JOSEException e) {
            LOG.debug("the keys in use are not known at the moment: {}", e.toString());
            return Optional.empty();
        }
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

    /** The thumbprint of RFC 7638: a key that is replaced under its name is another one. */
    private static String id(JWK key) throws JOSEException {
        return key.computeThumbprint().toString();
    }
}
