package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.Undecided;
import io.parley.protocol.FrameLimits;
import io.parley.runtime.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
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
 * <p>Valid is a JWT that is signed (never {@code none}) by one of the keys, with an algorithm that the key is meant for,
 * and whose claims {@link ClaimRules} accepts.
 */
public final class TokenVerifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    /** One of them may be looking which keys are in use. */
    private static final int KEY_SET_THREADS = 3;

    /** Tokens that wait for the key set; further ones are undecided. */
    private static final int WAITING = 10_000;

    private final ClaimRules rules;
    private final Optional<SigningKeys> secret;
    private final Optional<SigningKeys> keySet;
    private final ExecutorService keySetThreads;

    /** @throws IllegalArgumentException if the JWKS has no proper URL */
    public TokenVerifier(AuthConfig config, Clock clock) {
        this(config, clock, JwksUrl.Pace.USUAL);
    }

    TokenVerifier(AuthConfig config, Clock clock, JwksUrl.Pace pace) {
        this.rules = new ClaimRules(config, clock);
        this.secret = config.secret().map(SharedSecret::new);
        this.keySet = config.jwks().map(uri -> new KeySet(source(uri, pace)));
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                KEY_SET_THREADS,
                KEY_SET_THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(WAITING),
                DaemonThreads.named("parley-jwks"));
        threads.allowCoreThreadTimeOut(true);
        this.keySetThreads = threads;
    }

    /** Verifies a token; the stage is already complete, or completes on another thread, and never fails. */
    public CompletionStage<TokenVerdict> verify(String token) {
        if (token.length() > FrameLimits.LONGEST_TOKEN) {
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

    /**
     * The ids of all keys of the key set that are in use; empty when that isn't known at the moment, or there is no key
     * set. The stage completes on another thread, and never fails.
     */
    public CompletionStage<Optional<Set<String>>> keysInUse() {
        if (keySet.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            return CompletableFuture.supplyAsync(() -> keySet.get().ids(), keySetThreads)
                    .exceptionally(failure -> {
                        LOG.warn("the keys in use are not known", failure);
                        return Optional.empty();
                    });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Optional.empty());
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
            for (SigningKey key : keys.candidates(token)) {
                if (token.verify(key.verifier())) {
                    return rules.decide(token, key.id());
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
