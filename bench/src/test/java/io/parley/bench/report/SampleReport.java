package io.parley.bench.report;

import io.parley.bench.check.Verdict;
import io.parley.bench.hops.Hop;
import io.parley.bench.hops.Hops;
import io.parley.bench.machine.Consumption;
import io.parley.bench.machine.MachineFacts;
import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.measure.Traffic;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A report as a run makes it. */
public final class SampleReport {

    private static final int SECONDS = 30;

    private SampleReport() {}

    public static Report load() {
        Latencies latencies = latencies();
        Report.Load load = new Report.Load(
                250,
                2,
                249.8,
                499.6,
                Percentiles.of(latencies.lag()),
                Percentiles.of(latencies.accepted()),
                Percentiles.of(latencies.own()),
                Percentiles.of(latencies.recipients()),
                latencies.timeline(),
                new Traffic(Map.of("event", 15_000L), 7_400),
                new Verdict(7_500, 0, 0, 0, 15_000, 15_000, 0, 0, 3, 0, 0, 0, 0),
                new Report.Stalling(20, 18),
                cost(),
                new Report.Inside(
                        List.of(new Hop("ordering", 7_500, 0.4, 0.3, 2.5), new Hop(Hops.STORE, 7_490, 180, 170, 410)),
                        Map.of("parley.events", 1_500_000L),
                        7_500));
        return new Report(
                "direct",
                "100 direct conversations",
                conditions(),
                connects(),
                load,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    static Report failed() {
        Report held = load();
        return new Report(
                held.workload(),
                held.shape() + " <&>",
                held.conditions(),
                held.connects(),
                held.load(),
                null,
                null,
                List.of("3 deliveries are missing"),
                List.of(),
                List.of());
    }

    static Report search() {
        return new Report(
                "search direct",
                "100 direct conversations",
                conditions(),
                connects(),
                null,
                null,
                new Report.Search(
                        400,
                        true,
                        800,
                        200,
                        List.of(
                                new Report.Trial(200, 4, 20, 900, true, "", ""),
                                new Report.Trial(400, 6, 90, 800, true, "", ""),
                                new Report.Trial(800, 300, 2_400, 700, false, "p99 of 2400 ms", "late"))),
                List.of(),
                List.of(),
                List.of());
    }

    static Report idle() {
        return new Report(
                "idle",
                "2000 sessions",
                conditions(),
                connects(),
                null,
                new Report.Idle(2_000, 60, 0, Map.of("parley up", 40_960L), null),
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private static Report.Cost cost() {
        return new Report.Cost(
                new Consumption(
                        30,
                        List.of(
                                new Consumption.Taken(
                                        "parley up",
                                        9_000_000,
                                        1 << 29,
                                        1 << 30,
                                        Map.of("conversation: streams", 4_000_000L, "broker: network", 2_000_000L)),
                                new Consumption.Taken("cassandra", 3_000_000, 1 << 29, 1 << 29, Map.of())),
                        new Consumption.Taken("generator", 1_000_000, 1 << 28, 1 << 28, Map.of()),
                        500_000,
                        0),
                7_500,
                15_000);
    }

    private static Report.Connects connects() {
        return new Report.Connects(200, 0.5, 400, Percentiles.of(latencies().accepted()), null);
    }

    static Conditions conditions() {
        return new Conditions(
                "2026-01-01T00:00:00Z",
                "abc",
                "http://127.0.0.1:8080",
                new MachineFacts("A processor", 2, 24L << 30, "Linux 6", "OpenJDK 17", "-Xmx2g", 0.5),
                List.of("parley up", "cassandra"),
                Map.of("rate", "250"));
    }

    private static Latencies latencies() {
        Latencies latencies = new Latencies(SECONDS);
        SplittableRandom random = new SplittableRandom(3);
        for (int second = 0; second < SECONDS; second++) {
            for (int message = 0; message < 250; message++) {
                long nanos = (long) (2e6 + 4e6 * -Math.log(1 - random.nextDouble()) + (second == 17 ? 6e7 : 0));
                Latencies.record(latencies.lag(), nanos / 50);
                Latencies.record(latencies.accepted(), nanos / 2);
                Latencies.record(latencies.own(), nanos);
                Latencies.record(latencies.recipients(), nanos + 500_000);
                Latencies.record(latencies.seconds().get(second), nanos + 500_000);
            }
        }
        return latencies;
    }
}
