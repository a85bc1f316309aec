package io.parley.gateway.cutoff;

import io.parley.gateway.auth.Credential;
import io.parley.gateway.auth.Credentials;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class WithdrawnKeysTest {

    private static final Credential CREDENTIAL = Credentials.of("alice", Instant.MAX);

    private CompletableFuture<Optional<Set<String>>> answer;
    private int asked;
    private final WithdrawnKeys keys = new WithdrawnKeys(() -> {
        asked++;
        return answer;
    });

    @Test
    void shouldEndCredentialsOfAKeyThatHasLeftTheSet() {
        // Given
        look(Credentials.KEY, "other");
        long before = keys.version();

        // When
        look("other");

        // Then
        assertThat(keys.cutoff(CREDENTIAL)).map(Cutoff::cause).contains(Cutoff.Cause.KEY_WITHDRAWN);
        assertThat(keys.version()).isGreaterThan(before);
    }

    @Test
    void shouldNotEndCredentialsOfAKeyThatIsNewerThanTheLastLook() {
        // When
        look("other");

        // Then
        assertThat(keys.cutoff(CREDENTIAL)).isEmpty();
    }

    @Test
    void shouldCountAKeyAgainWhenItComesBack() {
        // Given
        look(Credentials.KEY);
        look("other");

        // When
        look(Credentials.KEY, "other");

        // Then
        assertThat(keys.cutoff(CREDENTIAL)).isEmpty();
    }

    @Test
    void shouldKeepAKeyAsLongAsTheSetCanNotBeHad() {
        // Given
        look(Credentials.KEY);

        // When
        answer = CompletableFuture.completedFuture(Optional.empty());
        keys.look();
        answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
        keys.look();

        // Then
        assertThat(keys.cutoff(CREDENTIAL)).isEmpty();
    }

    @Test
    void shouldNotAskAgainWhileALookIsUnderWay() {
        // Given
        answer = new CompletableFuture<>();
        keys.look();

        // When
        keys.look();
        int meanwhile = asked;
        answer.complete(Optional.of(Set.of(Credentials.KEY)));
        keys.look();

        // Then
        assertThat(meanwhile).isEqualTo(1);
        assertThat(asked).isEqualTo(2);
    }

    private void look(String... ids) {
        answer = CompletableFuture.completedFuture(Optional.of(Set.of(ids)));
        keys.look();
    }
}
