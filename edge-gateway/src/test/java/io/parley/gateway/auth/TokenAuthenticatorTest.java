package io.parley.gateway.auth;

import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.TooMany;
import io.parley.gateway.auth.TokenVerdict.Undecided;
import io.parley.gateway.limit.BadTokenLimiter;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class TokenAuthenticatorTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final TokenVerdict GOOD = Credentials.accepted("alice", Instant.MAX);
    private static final TokenVerdict BAD = new Refused("expired");

    private final Map<String, TokenVerdict> verdicts = new HashMap<>();
    private final List<String> lookedAt = new ArrayList<>();
    private final TokenAuthenticator authenticator =
            new TokenAuthenticator(this::decide, new BadTokenLimiter(3, () -> 0));

    @Test
    void shouldLookAtAnyNumberOfGoodTokens() {
        // Given
        verdicts.put("good", GOOD);

        // When
        List<TokenVerdict> given =
                IntStream.range(0, 100).mapToObj(i -> verify("good")).toList();

        // Then
        assertThat(given).containsOnly(GOOD);
    }

    @Test
    void shouldLookAtNoMoreTokensOfAnAddressThatBroughtTooManyBadOnes() {
        // Given
        bringBadTokens(3);
        lookedAt.clear();

        // When
        TokenVerdict verdict = verify("new");

        // Then
        assertThat(verdict).isEqualTo(new TooMany());
        assertThat(lookedAt).isEmpty();
    }

    @Test
    void shouldStillLookAtATokenThatWasBelievedBefore() {
        // Given
        verdicts.put("good", GOOD);
        verify("good");
        bringBadTokens(3);

        // When
        TokenVerdict verdict = verify("good");

        // Then
        assertThat(verdict).isEqualTo(GOOD);
    }

    @Test
    void shouldLookOnceMoreAtATokenThatIsNoLongerBelieved() {
        // Given
        verdicts.put("good", GOOD);
        verify("good");
        bringBadTokens(3);
        verdicts.put("good", BAD);

        // When
        TokenVerdict first = verify("good");
        TokenVerdict second = verify("good");

        // Then
        assertThat(first).isEqualTo(BAD);
        assertThat(second).isEqualTo(new TooMany());
    }

    @Test
    void shouldNotCountTokensThatCouldNotBeDecided() {
        // Given
        verdicts.put("whose", new Undecided());

        // When
        List<TokenVerdict> given =
                IntStream.range(0, 10).mapToObj(i -> verify("whose")).toList();

        // Then
        assertThat(given).containsOnly(new Undecided());
    }

    @Test
    void shouldRememberAsManyAcceptedTokensAsConfigured() {
        // Given
        AcceptedTokenCache believed = new AcceptedTokenCache(10);

        // When
        IntStream.range(0, 35).forEach(i -> believed.add("token-" + i));

        // Then
        assertThat(IntStream.range(25, 35)).allMatch(i -> believed.contains("token-" + i));
        assertThat(IntStream.range(0, 15)).noneMatch(i -> believed.contains("token-" + i));
    }

    private void bringBadTokens(int count) {
        IntStream.range(0, count).forEach(i -> assertThat(verify("bad-" + i)).isEqualTo(BAD));
    }

    private TokenVerdict verify(String token) {
        return authenticator.verify(token, HERE).toCompletableFuture().join();
    }

    private CompletionStage<TokenVerdict> decide(String token) {
        lookedAt.add(token);
        return CompletableFuture.completedFuture(verdicts.getOrDefault(token, BAD));
    }
}
