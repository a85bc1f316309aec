package io.parley.bench.client;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokensTest {

    @Test
    void shouldSignWithTheSecret() throws Exception {
        // Given
        Tokens tokens = Tokens.signed(
                "0123456789abcdef0123456789abcdef", Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC));

        // When
        String token = tokens.token("bench-1");

        // Then
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(claims).isEqualTo("{\"sub\":\"bench-1\",\"iat\":1000,\"exp\":87400}");
        assertThat(token.split("\\.", -1)).hasSize(3);
    }

    @Test
    void shouldSayWhatToDoWhenNobodyAnswers() {
        // Given
        Tokens tokens = Tokens.asked(new Target(URI.create("http://127.0.0.1:1")), Optional.empty());

        // Then
        assertThatThrownBy(() -> tokens.token("bench-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Parley answers at http://127.0.0.1:1")
                .hasMessageContaining("./parley up");
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        assertThatThrownBy(() -> new Target(URI.create("ws://127.0.0.1:8080")))
                .hasMessage("url: ws://127.0.0.1:8080 (expected: http://host:port)");
    }
}
