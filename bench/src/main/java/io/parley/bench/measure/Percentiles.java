package io.parley.bench.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

import java.util.ArrayList;
import java.util.List;

/**
 * A summary of a histogram, in milliseconds.
 *
 * @param count the number of values; if it is 0, so are all others
 * @param curve the whole distribution, finer towards the end
 */
public record Percentiles(
        long count, double mean, double p50, double p90, double p99, double p999, double max, List<Point> curve) {

    private static final double MICROS = 1_000;
    private static final int STEPS_PER_HALF = 5;

    /**
     * A point of the curve.
     *
     * @param percentile from 0 to 100
     * @param millis the upper bound of that part
     */
    public record Point(double percentile, double millis) {}

    public Percentiles {
        curve = List.copyOf(curve);
    }

    /** @param micros a histogram of microseconds */
    public static Percentiles of(Histogram micros) {
        List<Point> curve = new ArrayList<>();
        for (HistogramIterationValue value : micros.percentiles(STEPS_PER_HALF)) {
            curve.add(new Point(value.getPercentileLevelIteratedTo(), millis(value.getValueIteratedTo())));
        }
        return new Percentiles(
                micros.getTotalCount(),
                micros.getTotalCount() == 0 ? 0 : micros.getMean() / MICROS,
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(90)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getValueAtPercentile(99.9)),
                millis(micros.getMaxValue()),
                curve);
    }

    static double millis(long micros) {
        return micros / MICROS;
    }
}
