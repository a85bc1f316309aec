package io.parley.gateway;

import io.parley.gateway.auth.AccessRules;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.WorkLimits;
import io.parley.gateway.session.connection.SessionLimits.HeartbeatTimes;
import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
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
        assertThat(config.ports().clients().host()).isEqualTo("0.0.0.0");
        assertThat(config.ports().clients().port()).isEqualTo(8080);
        assertThat(config.ports().management().http().address()).isEqualTo(new InetSocketAddress("127.0.0.1", 9080));
        assertThat(config.limits().frameBytes()).isEqualTo(128 * 1024);
        assertThat(config.limits().clients())
                .isEqualTo(new ClientLimits(50, 200, 1 << 20, 1_000, new WorkLimits(2_000, 4_000, 0, 500, 20_000)));
        assertThat(config.sessions().heartbeat())
                .isEqualTo(new HeartbeatTimes(Duration.ofSeconds(10), Duration.ofSeconds(15)));
        assertThat(config.auth().devTokens()).isEmpty();
        assertThat(config.auth().rules())
                .isEqualTo(new AccessRules(Duration.ofDays(1), Duration.ofDays(1), Optional.empty()));
        assertThat(config.toString()).doesNotContain("a secret");
    }

    @Test
    void shouldTakeAKeySetFromAFileOrAUrl() {
        // Given
        values.remove("token.secret");
        values.put("token.audience", "chat");

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
        assertThat(read().ports().clients().tls())
                .isEqualTo(
                        Optional.of(new TlsConfig(Path.of("/etc/parley/chain.pem"), Path.of("/etc/parley/key.pem"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.id | Not An Id | gateway.id: Not An Id (expected: 1-63 characters of a-z 0-9 -, the first no -)",
                "gateway.port | 70000 | gateway.port: 70000 (expected: 0 to 65535)",
                "gateway.event-loops | -1 | gateway.event-loops: -1 (expected: 0 or more)",
                "gateway.handshake-timeout | 0s | gateway.handshake-timeout: 0s (expected: more than 0s)",
                "gateway.command-timeout | 1ms | gateway.command-timeout: 1ms (expected: 100ms or more)",
                "gateway.pause-above-bytes | 1KiB | gateway.pause-above-bytes: 1KiB (expected: 1MiB or more)",
                "gateway.lease-interval | 0s | gateway.lease-interval: 0s (expected: more than 0s)",
                "gateway.watch-retention | 0s | gateway.watch-retention: 0s (expected: more than 0s)",
                "gateway.start-timeout | 0s | gateway.start-timeout: 0s (expected: more than 0s)",
                "gateway.unready-wait | PT-1S | gateway.unready-wait: PT-1S (expected: 0s or more)",
                "gateway.drain-timeout | PT-1S | gateway.drain-timeout: PT-1S (expected: 0s or more)",
                "management.port | 65536 | management.port: 65536 (expected: 0 to 65535)",
                "management.port | 8080 | management.port: 8080 (expected: another than gateway.port)",
                "gateway.max-connections | 0 | gateway.max-connections: 0 (expected: 1 or more)",
                "gateway.max-connections-per-user | -1 | gateway.max-connections-per-user: -1 (expected: 0 or more)",
                "gateway.max-connections-per-address | -1 | gateway.max-connections-per-address: -1 (expected: 0 or more)",
                "gateway.max-sockets | -1 | gateway.max-sockets: -1 (expected: 0 or more)",
                "gateway.max-sockets-per-address | -1 | gateway.max-sockets-per-address: -1 (expected: 0 or more)",
                "gateway.handshakes-per-second | -1 | gateway.handshakes-per-second: -1 (expected: 0 to 1000000000)",
                "gateway.bad-tokens-per-second-per-address | -1 | gateway.bad-tokens-per-second-per-address: -1 (expected: 0",
                "gateway.commands-per-second-per-user | -1 | gateway.commands-per-second-per-user: -1 (expected: 0 to",
                "gateway.frames-per-second | 1000000001 | gateway.frames-per-second: 1000000001 (expected: 0 to 1000000000)",
                "gateway.bytes-per-second | 1GiB | gateway.bytes-per-second: 1GiB (expected: 0 to 1000000000)",
                "gateway.max-open-conversations | 0 | gateway.max-open-conversations: 0 (expected: 1 or more)",
                "gateway.max-frame-bytes | 2GiB | gateway.max-frame-bytes: 2GiB (expected: 1KiB to 900KiB)",
                "gateway.max-request-line-bytes | 1 | gateway.max-request-line-bytes: 1 (expected: 1KiB to 1GiB)",
                "gateway.max-header-bytes | 1 | gateway.max-header-bytes: 1 (expected: 1KiB to 1GiB)",
                "gateway.max-body-bytes | 2GiB | gateway.max-body-bytes: 2GiB (expected: 1KiB to 1GiB)",
                "gateway.heartbeat-interval | 0s | gateway.heartbeat-interval: 0s (expected: more than 0s)",
                "gateway.idle-timeout | 10s | gateway.idle-timeout: 10s (expected: more than gateway.heartbeat-interval, which",
                "gateway.registration-retry | 0s | gateway.registration-retry: 0s (expected: more than 0s)",
                "gateway.registration-timeout | 0s | gateway.registration-timeout: 0s (expected: more than 0s)",
                "gateway.slow-above-bytes | 1000 | gateway.slow-above-bytes: 1000 (expected: 1KiB to 1GiB)",
                "gateway.slow-timeout | 0s | gateway.slow-timeout: 0s (expected: more than 0s)",
                "gateway.max-unsent-bytes | 512KiB | gateway.max-unsent-bytes: 512KiB (expected: more than gateway.slow-above",
                "gateway.reconnect-spread | PT-1S | gateway.reconnect-spread: PT-1S (expected: 0s or more)",
                "tls.key | key.pem | tls.certificate, tls.key: only one is set (expected: both, or none)",
                "token.secret | short | token.secret: (not shown) (expected: 32 bytes or more)",
                "token.secret | '' | token.secret, token.jwks: neither is set (expected: one of them, or both)",
                "token.jwks | ftp://keys | token.jwks: ftp://keys (expected: a file, or an http, https or file URL)",
                "token.clock-skew | PT-1S | token.clock-skew: PT-1S (expected: 0s or more)",
                "token.dev-tokens | yes | token.dev-tokens: yes (expected: true or false)",
                "token.dev-tokens-code | short | token.dev-tokens-code: (not shown) (expected: 16 or more of A-Z a-z 0-9 _ -)",
                "token.jwks | /etc/parley/jwks.json | token.audience: missing beside token.jwks (expected: what has to be",
                "token.longest-life | PT-1S | token.longest-life: PT-1S (expected: 0s to 3650d)",
                "session.longest-life | PT-1S | session.longest-life: PT-1S (expected: 0s to 3650d)",
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
    void shouldReachBrokersAndGuardMetricsAsIsSet() {
        // Given
        values.put("kafka.client.security.protocol", "SSL");
        values.put("management.token", "0123456789abcdef");

        // When
        GatewayConfig config = read();

        // Then
        assertThat(config.log().brokers().client()).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(config.ports().management().guard().admits(null, false)).isFalse();
        assertThat(config.ports().management().guard().admits("Bearer 0123456789abcdef", false))
                .isTrue();
    }

    @Test
    void shouldRefuseDevelopmentTokensWhenThereIsNoSecretToSignThemWith() {
        // Given
        values.remove("token.secret");
        values.put("token.jwks", "jwks.json");
        values.put("token.audience", "chat");
        values.put("token.dev-tokens", "true");

        // Then
        assertThatThrownBy(this::read)
                .hasMessage("token.dev-tokens: true (expected: false, as there is no token.secret)");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.management-host, management.host",
        "gateway.management-port, management.port",
        "auth.dev-tokens, token.dev-tokens",
        "auth.dev-tokens-code, token.dev-tokens-code"
    })
    void shouldNameTheKeyThatTookThePlaceOfAnEarlierOne(String former, String now) {
        // Given
        values.put(former, "0");

        // Then
        assertThatThrownBy(this::read).hasMessage(former + ": unknown (expected: a known key; it is " + now + " now)");
    }

    @Test
    void shouldKnowEveryKeyOnce() {
        assertThat(GatewayProcess.keys()).doesNotHaveDuplicates();
    }

    private GatewayConfig read() {
        return GatewaySettings.read(Settings.of(values, GatewayProcess.keys()));
    }
}
