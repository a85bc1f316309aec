package io.parley.gateway.session;

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
 * How long a session's token lets it live. A fresh one of the same user extends that and never shortens it; one that is
 * refused changes nothing, so that the client can bring another while there is time. For the session's event loop.
 */
final class TokenLife {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SessionIdentity identity;
    private final Function<String, CompletionStage<TokenVerdict>> tokens;
    private final Outlet outlet;
    private Instant end;
    private int underWay;

    /** @param tokens decides a token, on any thread */
    TokenLife(SessionIdentity identity, Function<String, CompletionStage<TokenVerdict>> tokens, Outlet outlet) {
        this.identity = identity;
        this.tokens = tokens;
        this.outlet = outlet;
        this.end = identity.expiresAt();
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    void renew(ClientFrame.Auth request) {
        if (underWay >= SessionLimits.TOKENS_UNDER_WAY) {
            outlet.reject(Rejection.retryable(
                    request.correlation(), RejectCode.RATE_LIMITED, "too many tokens at once", RETRY_AFTER));
            return;
        }
        underWay++;
        tokens.apply(request.token())
                .whenComplete((verdict, failure) -> outlet.later(() -> decided(request.correlation(), verdict)));
    }

    private void decided(Correlation correlation, TokenVerdict verdict) {
        underWay--;
        if (verdict instanceof Refused refused) {
            reject(correlation, "the token is refused: " + refused.reason());
        } else if (verdict instanceof TooMany) {
            outlet.reject(Rejection.retryable(
                    correlation, RejectCode.RATE_LIMITED, "too many bad tokens from this address", RETRY_AFTER));
        } else if (!(verdict instanceof Accepted accepted)) {
            outlet.reject(Rejection.retryable(
                    correlation, RejectCode.UNAVAILABLE, "the keys to check the token with can't be had", RETRY_AFTER));
        } else if (!accepted.user().equals(identity.user())) {
            reject(correlation, "the token is refused: another user's");
        } else if (accepted.expiresAt().isAfter(end)) {
            end = accepted.expiresAt();
        }
    }

    private void reject(Correlation correlation, String message) {
        outlet.reject(Rejection.of(correlation, RejectCode.FORBIDDEN, message));
    }
}
