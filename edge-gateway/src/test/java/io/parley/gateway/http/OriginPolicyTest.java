package io.parley.gateway.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class OriginPolicyTest {

    private final OriginPolicy policy = new OriginPolicy(List.of("https://Partner.example"));

    @ParameterizedTest
    @CsvSource({
        // origin, host, encrypted, allowed
        "http://chat.example:8080, chat.example:8080, false, true",
        "http://chat.example, Chat.Example:80, false, true",
        // A proxy has taken the encryption off.
        "https://chat.example, chat.example, false, true",
        "https://chat.example, chat.example, true, true",
        "https://chat.example, chat.example:443, true, true",
        "http://chat.example, chat.example, true, false",
        "http://chat.example:8080, chat.example:9090, false, false",
        "http://chat.example:8443, chat.example:8443, true, false",
        "https://chat.example.evil, chat.example, true, false",
        "null, chat.example, false, false",
        "https://partner.example, chat.example, true, true",
    })
    void shouldLetItsOwnPagesInAndThoseThatAreConfigured(
            String origin, String host, boolean encrypted, boolean allowed) {
        assertThat(policy.allows(headers(origin, host), encrypted)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        // origin, allowed
        "http://localhost:5173, true",
        "http://LOCALHOST, true",
        "http://127.0.0.1:3000, true",
        "http://127.8.0.1:3000, true",
        "https://localhost:8443, true",
        "http://[::1]:5173, true",
        "http://localhost.evil.example, false",
        "http://127.0.0.1.evil.example, false",
        "http://localhost:5173.evil.example, false",
        "http://localhost@evil.example, false",
        "http://128.0.0.1:3000, false",
        "file://localhost, false",
        "null, false",
    })
    void shouldLetPagesOfThisMachineInWhereThatIsConfigured(String origin, boolean allowed) {
        // Given
        OriginPolicy local = new OriginPolicy(List.of("loopback"));

        // Then
        assertThat(local.allows(headers(origin, "127.0.0.1:8080"), false)).isEqualTo(allowed);
        assertThat(local.names(headers(origin, "127.0.0.1:8080"), false)).isEqualTo(allowed);
        assertThat(policy.allows(headers(origin, "127.0.0.1:8080"), false)).isFalse();
    }

    @Test
    void shouldNameNoPageThatIsLetInBecauseAnyIs() {
        // Given
        OriginPolicy any = new OriginPolicy(List.of("*"));

        // Then
        assertThat(any.allows(headers("https://evil.example", "127.0.0.1:8080"), false))
                .isTrue();
        assertThat(any.names(headers("https://evil.example", "127.0.0.1:8080"), false))
                .isFalse();
        assertThat(any.names(headers("http://127.0.0.1:8080", "127.0.0.1:8080"), false))
                .isTrue();
    }

    @Test
    void shouldKeepUnencryptedPagesOutWhenAProxySaysThatTheClientSpeaksTls() {
        // Given
        HttpHeaders http = headers("http://chat.example", "chat.example").set("X-Forwarded-Proto", "https");
        HttpHeaders https = headers("https://chat.example", "chat.example").set("X-Forwarded-Proto", "https");

        // Then
        assertThat(policy.allows(http, false)).isFalse();
        assertThat(policy.allows(https, false)).isTrue();
    }

    private static HttpHeaders headers(String origin, String host) {
        return new DefaultHttpHeaders().set(HttpHeaderNames.ORIGIN, origin).set(HttpHeaderNames.HOST, host);
    }
}
