package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.gateway.metrics.GatewayMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpectedCountsTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GatewayMetrics metrics = new GatewayMetrics(meters);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley_gateway_dead_letters_total 0.0",
                "parley_gateway_dead_letters_lost_total 0.0",
                "parley_gateway_leases_lost_total 0.0",
                "parley_gateway_stray_events_total 0.0",
                "parley_gateway_events_withheld_total 0.0",
                "parley_gateway_rejected_total{code=\"unavailable\"} 0.0",
                "parley_gateway_rejected_total{code=\"internal\"} 0.0",
                "parley_gateway_closed_total{code=\"4408\"} 0.0",
                "parley_gateway_closed_total{code=\"4409\"} 0.0",
                "parley_gateway_closed_total{code=\"4403\"} 0.0",
                "parley_gateway_cut_off_total{reason=\"suspended\"} 0.0",
                "parley_gateway_cut_off_total{reason=\"key-withdrawn\"} 0.0",
                "parley_gateway_handshakes_refused_total{reason=\"suspended\"} 0.0",
                "parley_gateway_handshakes_refused_total{reason=\"token\"} 0.0",
                "parley_gateway_handshakes_refused_total{reason=\"sockets\"} 0.0",
                "parley_gateway_reading_paused_total{reason=\"log\"} 0.0",
                "parley_gateway_deliveries_total{kind=\"EventDelivery\"} 0.0",
                "parley_gateway_append_failures_total{topic=\"parley.commands\"} 0.0"
            })
    void shouldBeAtZeroWhenNothingHasHappenedYet(String series) {
        // When
        metrics.expect(ExpectedCounts.labels());
        metrics.appendsTo("parley.commands");

        // Then
        assertThat(meters.scrape().lines()).contains(series);
    }

    @Test
    void shouldSayWhatItCountsWhenScraped() {
        // Given
        metrics.expect(ExpectedCounts.labels());
        metrics.appendsTo("parley.commands");

        // Then
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("# HELP")))
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(line.split(" ", 4)[3]).isNotBlank());
    }
}
