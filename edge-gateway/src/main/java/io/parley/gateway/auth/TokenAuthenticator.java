package io.parley.gateway.auth;

import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.limit.BadTokenLimiter;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Verifies the tokens of handshakes and of {@code auth}, unless their address has sent too many bad ones. Only bad
 * tokens count, so any number of clients with valid tokens may share an address; and while one of them sends bad
 * tokens, previously accepted tokens are still verified. Thread-safe.
 */
public final class TokenAuthenticator {

    private static final int CACHED = 50_000;

    private final Function<String, CompletionStage<TokenVerdict>> tokens;
    private final BadTokenLimiter badTokens;
    private final AcceptedTokenCache accepted = new AcceptedTokenCache(CACHED);

    /** @param tokens verifies a token, on any thread */
    public TokenAuthenticator(Function<String, CompletionStage<TokenVerdict>> tokens, BadTokenLimiter badTokens) {
        this.tokens = tokens;
        this.badTokens = badTokens;
    }

    /** Verifies a token; the stage is already complete, or completes on another thread, and never fails. */
    public CompletionStage<TokenVerdict> verify(String token, InetAddress address) {
        if (!badTokens.isLimited()) {
            // Nothing reads the cache then.
            return tokens.apply(token);
        }
        if (badTokens.isExceededBy(address) && !accepted.contains(token)) {
            return CompletableFuture.completedFuture(new TooMany());
        }
        return tokens.apply(token).thenApply(verdict -> {
            if (verdict instanceof Accepted) {
                accepted.add(token);
            } else if (verdict instanceof Refused) {
                badTokens.count(address);
                accepted.remove(token);
            }
            return verdict;
        });
    }
}
