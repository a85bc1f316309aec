package io.parley.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.runtime.config.SettingKey;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/gateway.md} against the code. With {@code -Dparley.docs=write} the table is written instead. */
class GatewayDocTest {

    private static final Path DOC = Path.of("..", "docs", "gateway.md");
    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void shouldDescribeEverySettingInTheDocs() throws IOException {
        // Given
        String document = Files.readString(DOC);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOC, document.substring(0, begin) + table() + document.substring(end));
        }

        // Then
        String written = Files.readString(DOC);
        assertThat(written.substring(written.indexOf(BEGIN) + BEGIN.length(), written.indexOf(END)))
                .as("run with -Dparley.docs=write to renew it")
                .isEqualTo(table());
    }

    @Test
    void shouldNameEveryMeterInTheDocs() throws IOException {
        // Given
        String document = Files.readString(DOC);
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
        metrics.delivery("x");
        metrics.rejected("x");
        metrics.handshakeRefused("x");
        metrics.readingPaused("x");
        metrics.closed(1);
        metrics.deadLetter();
        metrics.strayEvent();
        metrics.accepted(Duration.ZERO);
        metrics.appendFailed("x");
        metrics.leaseLost();

        // Then
        assertThat(registry.getMeters())
                .hasSize(31)
                .allSatisfy(meter ->
                        assertThat(document).contains("`" + meter.getId().getName() + "`"));
    }

    private static String table() {
        return "\n| key | default | meaning |\n| --- | --- | --- |\n"
                + GatewaySettings.KEYS.stream().map(GatewayDocTest::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(SettingKey<?> key) {
        String byDefault = key.defaultText().map(text -> "`" + text + "`").orElse("");
        return "| `" + key.name() + "` | " + byDefault + " | " + key.meaning() + " |\n";
    }
}
