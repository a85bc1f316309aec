package io.parley.gateway.auth;

import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.limit.RefusedTokens;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Where tokens are brought, in handshakes and in {@code auth}: has them decided, and none of an address from which too many
 * bad ones come. Only refusals count, so that those behind one address who have good tokens may be as many as they like; and
 * while somebody among them brings bad ones, a token that was believed before is looked at all the same. Safe for many
 * threads.
 */
public final class TokenDesk {

    private static final int REMEMBERED = 50_000;

    private final Function<String, CompletionStage<TokenVerdict>> tokens;
    private final RefusedTokens refused;
    private final BelievedTokens believed = new BelievedTokens(REMEMBERED);

    /** @param tokens decides a token, on any thread */
    public TokenDesk(Function<String, CompletionStage<TokenVerdict>> tokens, RefusedTokens refused) {
        this.tokens = tokens;
        this.refused = refused;
    }

    /** Decides a token; the stage is done already, or completes on another thread, and never fails. */
    public CompletionStage<TokenVerdict> verify(String token, InetAddress address) {
        if (!refused.isBounded()) {
            // Nobody will ask who was believed before.
            return tokens.apply(token);
        }
        if (refused.areTooMany(address) && !believed.contains(token)) {
            return CompletableFuture.completedFuture(new TooMany());
        }
        return tokens.apply(token).thenApply(verdict -> {
            if (verdict instanceof Accepted) {
                believed.add(token);
            } else if (verdict instanceof Refused) {
                refused.count(address);
                believed.remove(token);
            }
            return verdict;
        });
    }
}
