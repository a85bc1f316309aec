package io.parley.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.runtime.config.SettingKey;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/** Holds what {@code docs/configuration.md} and {@code docs/operations.md} say of the gateway against the code. */
class GatewayDocTest {

    private static final Path SETTINGS = Path.of("..", "docs", "configuration.md");
    private static final Path METERS = Path.of("..", "docs", "operations.md");

    @Test
    void shouldDescribeEverySettingInTheDocs() throws IOException {
        // Given
        List<String> document = Files.readAllLines(SETTINGS);

        // Then
        assertThat(GatewaySettings.KEYS)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(rowsOf(key, document))
                        .singleElement(STRING)
                        .contains(key.meaning(), byDefault(key)));
    }

    @Test
    void shouldNameEveryMeterInTheDocs() throws IOException {
        // Given
        String document = Files.readString(METERS);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        GatewayMetrics metrics = new GatewayMetrics(registry);
        metrics.sessions(this, test -> 0);
        metrics.sockets(this, test -> 0);
        metrics.watches(this, test -> 0);
        metrics.pendingDepartures(this, test -> 0);
        metrics.pendingCloses(this, test -> 0);
        metrics.certificateLife(this, test -> 0);
        metrics.certificateRead(true);
        metrics.unsentBytes(this, test -> 0, test -> 0);
        metrics.waitingForLog(this, test -> 0);
        metrics.eventWithheld();
        metrics.frameIn("x");
        metrics.frameOut("x");
        metrics.deliveries().ofKind("x");
        metrics.rejected("x");
        metrics.handshakeRefused("x");
        metrics.signInUnrecorded("log");
        metrics.readingPaused("x");
        metrics.closed(1);
        metrics.cutOff("x");
        metrics.suspensions(this, test -> 0);
        metrics.deadLetter();
        metrics.deliveries().strayEvent();
        metrics.accepted(Duration.ZERO);
        metrics.appendFailed("x");
        metrics.leaseLost();

        // Then
        assertThat(registry.getMeters())
                .hasSize(36)
                .allSatisfy(meter ->
                        assertThat(document).contains("`" + meter.getId().getName() + "`"));
    }

    private static List<String> rowsOf(SettingKey<?> key, List<String> document) {
        return document.stream()
                .filter(line -> line.startsWith("| `" + key.name() + "` |"))
                .toList();
    }

    private static String byDefault(SettingKey<?> key) {
        return key.defaultText()
                .map(text -> "| `" + text + "` |")
                .orElse(key.isOptional() ? "| none |" : "| **required** |");
    }
}
