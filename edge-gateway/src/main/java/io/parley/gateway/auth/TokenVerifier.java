package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.Undecided;
import io.parley.schemas.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Verifies tokens. Thread-safe, and never blocks: a token of the shared secret is verified at once; key sets, which may
 * have to be fetched, are used on threads of their own.
 *
 * <p>A JWT is valid if it is signed (never {@code none}) by one of the keys, with an algorithm that the key is meant
 * for, its {@code sub} is a user id, its {@code exp} is in the future and its {@code nbf} isn't, and it has the
 * configured issuer and audience.
 */
public final class TokenVerifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final int LONGEST_DEVICE = 64;
    private static final int KEY_SET_THREADS = 2;

    /** Tokens that wait for the key set; further ones are undecided. */
    private static final int WAITING = 10_000;

    private final AuthConfig config;
    private final Clock clock;
    private final Optional<SigningKeys> secret;
    private final Optional<SigningKeys> keySet;
    private final ExecutorService keySetThreads;

    /** @throws IllegalArgumentException if the JWKS has no proper URL */
    public TokenVerifier(AuthConfig config, Clock clock) {
        this(config, clock, JwksUrl.Pace.USUAL);
    }

    TokenVerifier(AuthConfig config, Clock clock, JwksUrl.Pace pace) {
        this.config = config;
        this.clock = clock;
        this.secret = config.secret().map(SharedSecret::new);
        this.keySet = config.jwks().map(uri -> new KeySet(source(uri, pace)));
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                KEY_SET_THREADS, KEY_SET_THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "parley-jwks");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.keySetThreads = threads;
    }

    /** Verifies a token; the stage is already complete, or completes on another thread, and never fails. */
    public CompletionStage<TokenVerdict> verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return done(new Refused("too long"));
        }
        SignedJWT parsed;
        try {
            parsed = SignedJWT.parse(token);
        } catch (ParseException | RuntimeException e) {
            // The library fails on some that are not even JSON objects.
            LOG.debug("a token can't be parsed: {}", e.getClass().getName());
            return done(new Refused("not a signed JWT"));
        }
        boolean symmetric = parsed.getHeader().getAlgorithm().getName().startsWith("HS");
        Optional<SigningKeys> keys = symmetric ? secret : keySet;
        if (keys.isEmpty()) {
            return done(new Refused("an algorithm that is not accepted"));
        }
        if (symmetric) {
            return done(decide(parsed, keys.get()));
        }
        try {
            return CompletableFuture.supplyAsync(() -> decide(parsed, keys.get()), keySetThreads);
        } catch (RejectedExecutionException e) {
            return done(new Undecided());
        }
    }

    @Override
    public void close() {
        keySetThreads.shutdownNow();
        secret.ifPresent(SigningKeys::close);
        keySet.ifPresent(SigningKeys::close);
    }

    private TokenVerdict decide(SignedJWT token, SigningKeys keys) {
        try {
            for (JWSVerifier verifier : keys.verifiers(token)) {
                if (token.verify(verifier)) {
                    JWTClaimsSet claims = token.getJWTClaimsSet();
                    // The library may have turned a numeric subject into text.
                    return token.getPayload().toJSONObject().get("sub") instanceof String
                            ? decide(claims)
                            : new Refused("sub is no user id");
                }
            }
            return new Refused("not signed by a known key with an accepted algorithm");
        } catch (ParseException e) {
            return new Refused("no proper claims");
        } catch (JOSEException e) {
            LOG.warn("a token can't be decided: {}", e.toString());
            return new Undecided();
        } catch (RuntimeException e) {
            // The caller waits for a verdict, maybe on an event loop; and a fault accepts nobody.
            LOG.error("a token can't be decided", e);
            return new Undecided();
        }
    }

    private TokenVerdict decide(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        if (expiry == null) {
            return new Refused("exp is missing");
        }
        if (!expiry.toInstant().isAfter(now)) {
            return new Refused("expired");
        }
        if (notBefore != null && notBefore.toInstant().isAfter(now.plus(config.clockSkew()))) {
            return new Refused("not valid yet");
        }
        if (config.issuer().isPresent() && !config.issuer().get().equals(claims.getIssuer())) {
            return new Refused("another issuer");
        }
        if (config.audience().isPresent()
                && !claims.getAudience().contains(config.audience().get())) {
            return new Refused("another audience");
        }
        if (!UserId.isValid(claims.getSubject())) {
            return new Refused("sub is no user id");
        }
        return new Accepted(new UserId(claims.getSubject()), device(claims), expiry.toInstant());
    }

    private static Optional<String> device(JWTClaimsSet claims) {
        return claims.getClaim("device") instanceof String device
                        && !device.isBlank()
                        && device.length() <= LONGEST_DEVICE
                ? Optional.of(device)
                : Optional.empty();
    }

    private static JWKSource<SecurityContext> source(URI location, JwksUrl.Pace pace) {
        try {
            return location.getScheme().equals("file")
                    ? new JwksFile(Path.of(location))
                    : JwksUrl.source(location.toURL(), pace);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("token.jwks: " + location + " (expected: a URL)", e);
        }
    }

    private static CompletionStage<TokenVerdict> done(TokenVerdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
