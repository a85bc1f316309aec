package io.parley.bench.report;

import io.parley.bench.check.Verdict;
import io.parley.bench.hostile.Act;
import io.parley.bench.hostile.HostileAccount.Deeds;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class HostileReportTest {

    private static final long MIB = 1 << 20;

    @Test
    void shouldReachItsGoalsJustBelowThem() {
        // When
        HostileReport report = report(100, 119, 500 * MIB, 564 * MIB, 0);

        // Then
        assertThat(report.missed()).isEmpty();
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void shouldMissItsGoalsAboveThem() {
        // When
        HostileReport report = report(100, 130, 500 * MIB, 565 * MIB, 0);

        // Then
        assertThat(report.missed()).hasSize(2);
        assertThat(report.ratio()).isBetween(1.29, 1.31);
        assertThat(report.grownBytes()).isEqualTo(65 * MIB);
    }

    @Test
    void shouldFailWhenOthersAreRefused() {
        // When
        HostileReport report = report(10, 10, 0, 0, 1);

        // Then
        assertThat(report.faults()).containsExactly("1 messages were refused");
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text));
        assertThat(text.toString()).contains("FAILED: 1 messages were refused", "all calm", "all hostile");
    }

    private static HostileReport report(int calm, int beside, long before, long after, long refused) {
        HostileReport.Turn first = new HostileReport.Turn(false, percentiles(calm), verdict(0), before);
        HostileReport.Turn second = new HostileReport.Turn(true, percentiles(beside), verdict(refused), after);
        return new HostileReport(
                "a mix",
                SampleReport.conditions(),
                List.of(first, second),
                percentiles(calm),
                percentiles(beside),
                new Deeds(Map.of(Act.REACT, 3L), 0, 0));
    }

    private static Percentiles percentiles(int millis) {
        Histogram micros = Latencies.histogram(3);
        micros.recordValueWithCount(millis * 1_000L, 100);
        return Percentiles.of(micros);
    }

    private static Verdict verdict(long refused) {
        return new Verdict(10, 0, 0, refused, 20, 20, 0, 0, 0, 0, 0, 0, 0);
    }
}
