package io.parley.bench.hops;

import java.util.Map;
import java.util.TreeMap;

/**
 * One hop within a measured time. Percentiles are interpolated linearly within the buckets of a histogram: no finer
 * than the buckets are.
 *
 * @param name what the hop does
 * @param count number of passes
 * @param mean milliseconds; 0 without any
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
public record Hop(String name, long count, double mean, double p50, double p99) {

    private static final double MILLIS = 1_000;
    private static final double HALF = 0.5;
    private static final double MOST = 0.99;

    /** The values of a histogram of seconds between two moments. */
    static Hop between(String name, String metric, Map<String, String> labels, Scrape before, Scrape after) {
        double count = after.sum(metric + "_count", labels) - before.sum(metric + "_count", labels);
        double sum = after.sum(metric + "_sum", labels) - before.sum(metric + "_sum", labels);
        TreeMap<Double, Double> buckets = after.buckets(metric, labels);
        before.buckets(metric, labels).forEach((bound, value) -> buckets.merge(bound, -value, Double::sum));
        return new Hop(
                name,
                Math.round(count),
                count > 0 ? MILLIS * sum / count : 0,
                MILLIS * quantile(buckets, HALF),
                MILLIS * quantile(buckets, MOST));
    }

    /** The last finite bound if it lies beyond. */
    static double quantile(TreeMap<Double, Double> buckets, double share) {
        if (buckets.isEmpty() || buckets.lastEntry().getValue() <= 0) {
            return 0;
        }
        double rank = share * buckets.lastEntry().getValue();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= rank) {
                return bucket.getKey().isInfinite()
                        ? lower
                        : lower + (bucket.getKey() - lower) * (rank - below) / (bucket.getValue() - below);
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return lower;
    }
}
