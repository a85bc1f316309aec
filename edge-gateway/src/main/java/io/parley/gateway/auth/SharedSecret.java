package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies with one secret that issuer and gateway share: HS256. */
final class SharedSecret implements SigningKeys {

    /** No thumbprint of a published key looks like it. */
    private static final String ID = "secret";

    private final byte[] secret;

    SharedSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<SigningKey> candidates(SignedJWT token) throws JOSEException {
        return token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                ? List.of(new SigningKey(ID, new MACVerifier(secret)))
                : List.of();
    }

    @Override
    public Optional<Set<String>> ids() {
        return Optional.of(Set.of(ID));
    }

    @Override
    public void close() {
        // Nothing to refresh.
    }
}
