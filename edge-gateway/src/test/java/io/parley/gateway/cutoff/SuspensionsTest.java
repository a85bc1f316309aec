package io.parley.gateway.cutoff;

import io.parley.avro.SignInEnded;
import io.parley.avro.Suspension;
import io.parley.avro.TokenEnded;
import io.parley.avro.TokensEnded;
import io.parley.avro.UserSuspended;
import io.parley.gateway.auth.Credential;
import io.parley.gateway.auth.Credentials;
import io.parley.gateway.cutoff.Cutoff.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class SuspensionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Credential ALICE =
            Credentials.of("alice", NOW.plusSeconds(60), NOW.minusSeconds(60), "token-1", "sign-in-1");

    private final Suspensions suspensions = new Suspensions();

    @Test
    void shouldCutASuspendedUserOffUntilThatIsTakenBack() {
        // When
        apply("user:alice", new UserSuspended("alice", null));

        // Then
        assertThat(cause(ALICE)).contains(Cause.SUSPENDED);
        assertThat(cause(Credentials.of("bob", NOW))).isEmpty();
        suspensions.apply("user:alice", null);
        assertThat(cause(ALICE)).isEmpty();
        assertThat(suspensions.size()).isZero();
    }

    @Test
    void shouldSayUntilWhenAndLetTheUserInFromThenOn() {
        // When
        apply("user:alice", new UserSuspended("alice", NOW.plusSeconds(10)));

        // Then
        assertThat(suspensions.cutoff(ALICE, NOW))
                .contains(new Cutoff(Cause.SUSPENDED, Optional.of(NOW.plusSeconds(10))));
        assertThat(suspensions.cutoff(ALICE, NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void shouldEndTokensThatWereIssuedBeforeATimeAndThoseThatDoNotSayWhen() {
        // When
        apply("tokens:alice", new TokensEnded("alice", NOW));

        // Then
        assertThat(cause(ALICE)).contains(Cause.SIGNED_OUT);
        assertThat(cause(Credentials.of("alice", NOW.plusSeconds(60)))).contains(Cause.SIGNED_OUT);
        assertThat(cause(Credentials.of("alice", NOW.plusSeconds(60), NOW, null, null)))
                .isEmpty();
        assertThat(cause(Credentials.of("bob", NOW.plusSeconds(60)))).isEmpty();
    }

    @Test
    void shouldEndASingleTokenOrSignInUntilItHasExpiredAnyway() {
        // When
        apply("jti:token-1", new TokenEnded("token-1", NOW.plusSeconds(60)));
        apply("sid:sign-in-2", new SignInEnded("sign-in-2", null));

        // Then
        assertThat(cause(ALICE)).contains(Cause.SIGNED_OUT);
        assertThat(cause(Credentials.of("bob", NOW, NOW, "token-2", "sign-in-2")))
                .contains(Cause.SIGNED_OUT);
        assertThat(cause(Credentials.of("bob", NOW, NOW, "token-2", "token-1"))).isEmpty();
        assertThat(suspensions.cutoff(ALICE, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void shouldForgetWhatHasRunOutAndNothingElse() {
        // Given
        apply("user:alice", new UserSuspended("alice", NOW));
        apply("user:bob", new UserSuspended("bob", null));
        apply("jti:token-1", new TokenEnded("token-1", NOW.minusSeconds(1)));
        apply("tokens:alice", new TokensEnded("alice", NOW.minusSeconds(1)));

        // When
        suspensions.forget(NOW);

        // Then
        assertThat(suspensions.size()).isEqualTo(2);
    }

    @Test
    void shouldCountVersionsWhenSomebodyIsCutOff() {
        // Given
        long before = suspensions.version();

        // When
        apply("user:alice", new UserSuspended("alice", null));

        // Then
        assertThat(suspensions.version()).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "planet:mars", "user:", ":alice", ""})
    void shouldPassOverAKeyThatItDoesNotKnow(String key) {
        // When
        apply(key, new UserSuspended("alice", null));

        // Then
        assertThat(suspensions.size()).isZero();
    }

    @Test
    void shouldKnowAUserWhoseIdHasTheSeparatorInIt() {
        // When
        apply("user:auth0|a:b", new UserSuspended("auth0|a:b", null));

        // Then
        assertThat(cause(Credentials.of("auth0|a:b", NOW))).contains(Cause.SUSPENDED);
    }

    private void apply(String key, Object body) {
        suspensions.apply(key, new Suspension(body, "spam", "operator-1"));
    }

    private Optional<Cause> cause(Credential credential) {
        return suspensions.cutoff(credential, NOW).map(Cutoff::cause);
    }
}
