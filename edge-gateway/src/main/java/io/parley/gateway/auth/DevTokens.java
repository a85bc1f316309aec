package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.gateway.auth.AuthConfig.DevTokenAccess;
import io.parley.schemas.UserId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * Signs tokens for callers who know the code, or for any caller if none is set. For development only: a real service
 * issues its own tokens. Thread-safe.
 */
public final class DevTokens {

    private static final Duration LIFE = Duration.ofHours(24);

    private final AuthConfig config;
    private final DevTokenAccess access;
    private final Clock clock;
    private final JWSSigner signer;

    /**
     * @param config with the secret to sign with
     * @param access who may have tokens
     */
    public DevTokens(AuthConfig config, DevTokenAccess access, Clock clock) {
        this.config = config;
        this.access = access;
        this.clock = clock;
        try {
            this.signer = new MACSigner(utf8(config.secret().orElseThrow()));
        } catch (JOSEException e) {
            throw new IllegalStateException("the secret is long enough, as its key was checked", e);
        }
    }

    /**
     * Whether a caller may have tokens. The check takes the same time for any wrong code.
     *
     * @param code the caller's code, or null
     */
    public boolean areFor(String code) {
        return access.code()
                .map(expected -> code != null && MessageDigest.isEqual(utf8(expected), utf8(code)))
                .orElse(true);
    }

    /** A token for this user, valid for a day, or as long as a token may be. */
    public String issue(UserId user) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(user.value())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life())));
        config.issuer().ifPresent(claims::issuer);
        config.requiredAudience().ifPresent(claims::audience);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 is always there", e);
        }
        return token.serialize();
    }

    private Duration life() {
        Duration longest = config.rules().longestTokenLife();
        return longest.isZero() || longest.compareTo(LIFE) > 0 ? LIFE : longest;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
