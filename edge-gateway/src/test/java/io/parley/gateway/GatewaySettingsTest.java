package io.parley.gateway;

import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewaySettingsTest {

    private final Map<String, String> values = new HashMap<>(Map.of(
            "kafka.bootstrap-servers", "broker:9092",
            "registry.url", "http://registry:8081",
            "history.contact-points", "cassandra:9042",
            "token.secret", "a secret of more than thirty-two bytes"));

    @Test
    void shouldHaveTheDefaultsOfTheProtocolWhenLittleIsSet() {
        // When
        GatewayConfig config = read();

        // Then
        assertThat(config.listen()).isEqualTo(new GatewayConfig.Listen("0.0.0.0", 8080, "127.0.0.1", 9080));
        assertThat(config.maxFrameBytes()).isEqualTo(128 * 1024);
        assertThat(config.sessions().heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.sessions().heartbeatTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.clients()).isEqualTo(new ClientLimits(50, 200, 1 << 20, 1_000));
        assertThat(config.auth().devTokens()).isFalse();
        assertThat(config.toString()).doesNotContain("a secret");
    }

    @Test
    void shouldTakeAKeySetFromAFileOrAUrl() {
        // Given
        values.remove("token.secret");

        // Then
        values.put("token.jwks", "/etc/parley/jwks.json");
        assertThat(read().auth().jwks()).isEqualTo(Optional.of(URI.create("file:///etc/parley/jwks.json")));
        values.put("token.jwks", "https://issuer/jwks");
        assertThat(read().auth().jwks()).isEqualTo(Optional.of(URI.create("https://issuer/jwks")));
    }

    @Test
    void shouldSpeakTlsWhenItHasACertificate() {
        // Given
        values.put("tls.certificate", "/etc/parley/chain.pem");
        values.put("tls.key", "/etc/parley/key.pem");

        // Then
        assertThat(read().tls())
                .isEqualTo(
                        Optional.of(new TlsConfig(Path.of("/etc/parley/chain.pem"), Path.of("/etc/parley/key.pem"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.id | Not An Id | gateway.id: Not An Id (expected: a gateway id is",
                "gateway.port | 70000 | gateway.port: 70000 (expected: 0 to 65535)",
                "gateway.management-port | 8080 | gateway.management-port: 8080 (expected: another than gateway.port)",
                "gateway.max-connections | 0 | gateway.max-connections: 0 (expected: >= 1)",
                "gateway.max-connections-per-user | -1 | gateway.max-connections-per-user: -1 (expected: >= 0)",
                "gateway.max-connections-per-address | -1 | gateway.max-connections-per-address: -1 (expected: >= 0)",
                "gateway.max-sockets | -1 | gateway.max-sockets: -1 (expected: >= 0)",
                "gateway.max-sockets-per-address | -1 | gateway.max-sockets-per-address: -1 (expected: >= 0)",
                "gateway.handshakes-per-second | -1 | gateway.handshakes-per-second: -1 (expected: 0 to 1000000000)",
                "gateway.commands-per-second-per-user | -1 | gateway.commands-per-second-per-user: -1 (expected: 0 to",
                "gateway.frames-per-second | 1000000001 | gateway.frames-per-second: 1000000001 (expected: 0 to 1000000000)",
                "gateway.bytes-per-second | 1GiB | gateway.bytes-per-second: 1073741824 (expected: 0 to 1000000000)",
                "gateway.max-open-conversations | 0 | gateway.max-open-conversations: 0 (expected: >= 1)",
                "gateway.max-frame-bytes | 2GiB | gateway.max-frame-bytes: 2147483647 (expected: 1024 to",
                "gateway.idle-timeout | 10s | gateway.idle-timeout: PT10S (expected: longer than gateway.heartbeat",
                "gateway.slow-above-bytes | 1000 | gateway.slow-above-bytes: 1000 (expected: >= 1024)",
                "gateway.slow-timeout | 0s | gateway.slow-timeout: PT0S (expected: > 0)",
                "gateway.max-unsent-bytes | 512KiB | gateway.max-unsent-bytes: 524288 (expected: more than gateway.slow",
                "gateway.max-request-line-bytes | 1 | gateway.max-request-line-bytes: 1 (expected: >= 1024)",
                "gateway.max-header-bytes | 1 | gateway.max-header-bytes: 1 (expected: >= 1024)",
                "gateway.max-body-bytes | 1 | gateway.max-body-bytes: 1 (expected: >= 1024)",
                "gateway.lease-interval | 0s | gateway.lease-interval: PT0S (expected: > 0)",
                "gateway.pause-above-bytes | 1KiB | gateway.pause-above-bytes: 1024 (expected: >= 1048576)",
                "gateway.command-timeout | 1ms | gateway.command-timeout: PT0.001S (expected: >= PT0.1S)",
                "gateway.unready-wait | PT-1S | gateway.unready-wait: PT-1S (expected: >= 0)",
                "tls.key | key.pem | tls.certificate, tls.key: only one is set (expected: both, or none)",
                "token.secret | short | token.secret: (not shown) (expected: 32 bytes or more)",
                "token.clock-skew | PT-1S | token.clock-skew: PT-1S (expected: >= 0)",
                "auth.dev-tokens-code | short | auth.dev-tokens-code: (not shown) (expected: 16 or more of A-Z a-z 0-9 _ -)",
                "auth.dev-tokens | yes | auth.dev-tokens: yes (expected: true or false)",
            })
    void shouldNameTheWrongKeyAndTheExpectation(String key, String value, String message) {
        // Given
        values.put(key, value);

        // Then
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldKnowEveryKeyOnce() {
        assertThat(GatewayProcess.keys()).doesNotHaveDuplicates();
    }

    private GatewayConfig read() {
        return GatewaySettings.read(Settings.of(values, GatewayProcess.keys()));
    }
}
