package io.parley.gateway.session.connection;

import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.protocol.RejectCode;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Tracks when a session's token expires, and renews it. A fresh token of the same user extends the session and never
 * shortens it; a refused one changes nothing, so that the client can send another in time. For the session's event
 * loop.
 */
public final class TokenExpiry {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SessionIdentity identity;
    private final Function<String, CompletionStage<TokenVerdict>> tokens;
    private final FrameSender sender;
    private Instant expiry;
    private int underWay;

    /** @param tokens verifies a token, on any thread */
    TokenExpiry(SessionIdentity identity, Function<String, CompletionStage<TokenVerdict>> tokens, FrameSender sender) {
        this.identity = identity;
        this.tokens = tokens;
        this.sender = sender;
        this.expiry = identity.expiresAt();
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiry);
    }

    public void renew(ClientFrame.Auth request) {
        if (underWay >= SessionLimits.TOKENS_UNDER_WAY) {
            sender.reject(Rejection.retryable(
                    request.correlation(), RejectCode.RATE_LIMITED, "too many tokens at once", RETRY_AFTER));
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
            reject(correlation, "the token is refused: " + refused.reason());
        } else if (verdict instanceof TooMany) {
            sender.reject(Rejection.retryable(
                    correlation, RejectCode.RATE_LIMITED, "too many bad tokens from this address", RETRY_AFTER));
        } else if (!(verdict instanceof Accepted accepted)) {
            sender.reject(Rejection.retryable(
                    correlation, RejectCode.UNAVAILABLE, "the keys to check the token with can't be had", RETRY_AFTER));
        } else if (!accepted.user().equals(identity.user())) {
            reject(correlation, "the token is refused: another user's");
        } else if (accepted.expiresAt().isAfter(expiry)) {
            expiry = accepted.expiresAt();
        }
    }

    private void reject(Correlation correlation, String message) {
        sender.reject(Rejection.of(correlation, RejectCode.FORBIDDEN, message));
    }
}
