package io.parley.gateway.session.connection;

import io.parley.gateway.auth.Credential;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.cutoff.Cutoff;
import io.parley.gateway.cutoff.CutoffRules;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.protocol.CloseReason;
import io.parley.protocol.RejectReason;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Tracks how long a session may live: until its token expires or is ended from outside, and never longer than any session
 * may. A fresh token of the same user extends the session and never shortens it; a refused one changes nothing, so that
 * the client can send another in time. What counts is the token that extended it last. For the session's event loop.
 */
public final class TokenExpiry {

    private final SessionIdentity identity;
    private final Function<String, CompletionStage<TokenVerdict>> tokens;
    private final CutoffRules cutoffs;
    private final FrameSender sender;
    private final Duration longestLife;
    private final long begun;
    private Credential credential;
    private long version;
    private int underWay;

    /**
     * @param tokens verifies a token, on any thread
     * @param longestLife of the session; zero: any
     * @param now by the monotonic clock
     */
    TokenExpiry(
            SessionIdentity identity,
            Function<String, CompletionStage<TokenVerdict>> tokens,
            CutoffRules cutoffs,
            Duration longestLife,
            FrameSender sender,
            long now) {
        this.identity = identity;
        this.tokens = tokens;
        this.cutoffs = cutoffs;
        this.longestLife = longestLife;
        this.sender = sender;
        this.begun = now;
        this.credential = identity.credential();
        // Different from what there is: the rules may have changed since the handshake asked them.
        this.version = cutoffs.version() - 1;
    }

    /** Why the session has to end now, if it has; with the time by both clocks. Cheap as long as no rule has changed. */
    public Optional<CloseReason> end(long now, Instant wallClock) {
        long current = cutoffs.version();
        if (current != version) {
            version = current;
            Optional<Cutoff> cutoff = cutoffs.cutoff(credential);
            if (cutoff.isPresent()) {
                return cutoff.map(TokenExpiry::reason);
            }
        }
        if (!wallClock.isBefore(credential.expiresAt())) {
            return Optional.of(CloseReason.TOKEN_EXPIRED);
        }
        return !longestLife.isZero() && now - begun >= longestLife.toNanos()
                ? Optional.of(CloseReason.SESSION_TOO_OLD)
                : Optional.empty();
    }

    public void renew(ClientFrame.Auth request) {
        if (underWay >= SessionLimits.TOKENS_UNDER_WAY) {
            sender.reject(Rejection.retryable(request.correlation(), RejectReason.TOKENS_AT_ONCE));
            return;
        }
        underWay++;
        tokens.apply(request.token())
                .whenComplete(
                        (verdict, failure) -> sender.runOnEventLoop(() -> decided(request.correlation(), verdict)));
    }

    private void decided(Correlation correlation, TokenVerdict verdict) {
        underWay--;
        if (verdict instanceof Refused refused) {
            reject(correlation, refused.reason());
        } else if (verdict instanceof TooMany) {
            sender.reject(Rejection.retryable(correlation, RejectReason.BAD_TOKENS));
        } else if (!(verdict instanceof Accepted accepted)) {
            sender.reject(Rejection.retryable(correlation, RejectReason.KEYS_UNAVAILABLE));
        } else if (!accepted.user().equals(identity.user())) {
            reject(correlation, "another user's");
        } else {
            cutoffs.cutoff(accepted.credential())
                    .ifPresentOrElse(
                            cutoff -> reject(correlation, reason(cutoff).text()), () -> extend(accepted.credential()));
        }
    }

    private void extend(Credential fresh) {
        if (fresh.expiresAt().isAfter(credential.expiresAt())) {
            credential = fresh;
        }
    }

    private static CloseReason reason(Cutoff cutoff) {
        return switch (cutoff.cause()) {
            case SUSPENDED -> CloseReason.SUSPENDED;
            case SIGNED_OUT -> CloseReason.SIGNED_OUT;
            case KEY_WITHDRAWN -> CloseReason.KEY_WITHDRAWN;
        };
    }

    private void reject(Correlation correlation, String cause) {
        RejectReason refused = RejectReason.TOKEN_REFUSED;
        sender.reject(Rejection.of(correlation, refused.code(), refused.text(cause)));
    }
}
