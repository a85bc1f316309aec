package io.parley.bench.report;

import io.parley.bench.measure.Latencies;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.report.Chart.Curve;
import io.parley.bench.report.Chart.Dot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The charts of a report. */
final class Charts {

    private static final String BLUE = "#2563eb";
    private static final String ORANGE = "#ea580c";
    private static final String GREY = "#9ca3af";
    private static final String GREEN = "#059669";
    private static final double LIMIT_MILLIS = 200;
    private static final double WHOLE = 100;
    private static final double MOST_NINES = 5;
    private static final int MOST_TICKS = 10;

    private Charts() {}

    static List<Chart> of(Report report) {
        List<Chart> charts = new ArrayList<>();
        if (report.search() != null) {
            charts.add(search(report.search()));
        }
        if (report.load() != null) {
            charts.add(overTime(report.load().timeline()));
            charts.add(curve(List.of(
                    named("accepted", GREEN, report.load().accepted()),
                    named("event at the sender", ORANGE, report.load().own()),
                    named("event at each recipient", BLUE, report.load().recipients()))));
        } else if (report.connects() != null) {
            charts.add(curve(
                    List.of(named("connect until in", BLUE, report.connects().latency()))));
        }
        return charts;
    }

    private static Chart overTime(List<Latencies.Second> timeline) {
        int seconds = Math.max(1, timeline.size() - 1);
        List<Double> ticks = new ArrayList<>();
        int step = Math.max(1, (int) Math.ceil((double) seconds / MOST_TICKS));
        for (int second = 0; second <= seconds; second += step) {
            ticks.add((double) second);
        }
        return new Chart(
                "Latency over time, at each recipient",
                "second in which the message was due",
                ticks,
                second -> String.format(Locale.ROOT, "%.0f", second),
                second -> second / seconds,
                LIMIT_MILLIS,
                List.of(
                        seconds("max", GREY, timeline, Latencies.Second::max),
                        seconds("p99", ORANGE, timeline, Latencies.Second::p99),
                        seconds("p50", BLUE, timeline, Latencies.Second::p50)));
    }

    private static Chart curve(List<Curve> curves) {
        return new Chart(
                "Latency by percentile",
                "percentile",
                List.of(0.0, 90.0, 99.0, 99.9, 99.99),
                percentile ->
                        percentile == 0 ? "0" : Double.toString(percentile).replaceAll("\\.0$", ""),
                Charts::nines,
                LIMIT_MILLIS,
                curves);
    }

    private static Chart search(Report.Search search) {
        double most =
                search.trials().stream().mapToDouble(Report.Trial::rate).max().orElse(1);
        List<Report.Trial> byRate = search.trials().stream()
                .sorted((a, b) -> Double.compare(a.rate(), b.rate()))
                .toList();
        List<Double> ticks = new ArrayList<>();
        for (int tick = 0; tick <= 5; tick++) {
            ticks.add(most * tick / 5);
        }
        return new Chart(
                "The rates that were tried (filled: held)",
                "messages per second",
                ticks,
                rate -> String.format(Locale.ROOT, "%,.0f", rate),
                rate -> rate / most,
                search.limitMillis(),
                List.of(
                        trials("p99", ORANGE, byRate, Report.Trial::p99),
                        trials("p50", BLUE, byRate, Report.Trial::p50)));
    }

    /** The number of nines of a percentile, as a part of the most that are shown. */
    static double nines(double percentile) {
        return percentile >= WHOLE ? 1 : -Math.log10(1 - percentile / WHOLE) / MOST_NINES;
    }

    private static Curve named(String name, String color, Percentiles latency) {
        return new Curve(
                name,
                color,
                latency.curve().stream()
                        .map(point -> new Dot(point.percentile(), point.millis(), false))
                        .toList(),
                false);
    }

    private static Curve seconds(
            String name, String color, List<Latencies.Second> timeline, ToDoubleFunction<Latencies.Second> value) {
        List<Dot> dots = new ArrayList<>();
        for (int second = 0; second < timeline.size(); second++) {
            if (timeline.get(second).count() > 0) {
                dots.add(new Dot(second, value.applyAsDouble(timeline.get(second)), false));
            }
        }
        return new Curve(name, color, dots, false);
    }

    private static Curve trials(
            String name, String color, List<Report.Trial> trials, ToDoubleFunction<Report.Trial> value) {
        return new Curve(
                name,
                color,
                trials.stream()
                        .map(trial -> new Dot(trial.rate(), value.applyAsDouble(trial), trial.held()))
                        .toList(),
                true);
    }
}
