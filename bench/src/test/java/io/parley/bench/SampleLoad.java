package io.parley.bench;

import io.parley.bench.check.Verdict;
import io.parley.bench.hops.Hop;
import io.parley.bench.hops.Hops;
import io.parley.bench.measure.Percentiles;
import io.parley.bench.measure.Traffic;
import io.parley.bench.report.Report;

import java.util.List;
import java.util.Map;

/** What a trial may have come to. */
record SampleLoad(double rate, double p99, double lagP99, double longestLag, long missing, double stored) {

    /** All came, and the generator kept its schedule. */
    static SampleLoad complete(double rate, double p99) {
        return new SampleLoad(rate, p99, 1, 2, 0, 0);
    }

    SampleLoad late(double lag, double longest) {
        return new SampleLoad(rate, p99, lag, longest, missing, stored);
    }

    SampleLoad lacking(long deliveries) {
        return new SampleLoad(rate, p99, lagP99, longestLag, deliveries, stored);
    }

    /** By a store that had 99% of the events after so many milliseconds. */
    SampleLoad storedAfter(double millis) {
        return new SampleLoad(rate, p99, lagP99, longestLag, missing, millis);
    }

    Report.Load load() {
        long messages = Math.round(10 * rate);
        return new Report.Load(
                rate,
                2,
                rate,
                2 * rate,
                percentiles(lagP99, longestLag),
                percentiles(p99, p99),
                percentiles(p99, p99),
                percentiles(p99, 2 * p99),
                List.of(),
                new Traffic(Map.of(), 0),
                new Verdict(messages, 0, 0, 0, 2 * messages, 2 * messages - missing, missing, 0, 0, 0, 0, 0, 0),
                null,
                null,
                stored == 0
                        ? null
                        : new Report.Inside(
                                List.of(new Hop(Hops.STORE, messages, stored / 2, stored / 2, stored)),
                                Map.of(),
                                messages));
    }

    private static Percentiles percentiles(double p99, double max) {
        return new Percentiles(100, p99 / 2, p99 / 2, p99 / 2, p99, max, max, List.of());
    }
}
