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
