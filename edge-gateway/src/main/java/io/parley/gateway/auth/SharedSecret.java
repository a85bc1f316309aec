package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Verifies with one secret that issuer and gateway share: HS256. */
final class SharedSecret implements SigningKeys {

    private final byte[] secret;

    SharedSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<JWSVerifier> verifiers(SignedJWT token) throws JOSEException {
        return token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                ? List.of(new MACVerifier(secret))
                : List.of();
    }

    @Override
    public void close() {
        // Nothing to refresh.
    }
}
