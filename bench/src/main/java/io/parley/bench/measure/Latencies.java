package io.parley.bench.measure;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Histograms of microseconds from when a message was due.
 *
 * @param lag until it was handed to the socket: the generator's own delay
 * @param accepted until {@code accepted}
 * @param own until the event at the session that sent it
 * @param recipients until the event at each other session
 * @param seconds those of {@code recipients}, by the second in which the message was due
 */
public record Latencies(
        Histogram lag, Histogram accepted, Histogram own, Histogram recipients, List<Histogram> seconds) {

    private static final long HIGHEST_MICROS = 600_000_000L;
    private static final int DIGITS = 3;
    private static final int DIGITS_OF_SECONDS = 2;

    public Latencies {
        seconds = List.copyOf(seconds);
    }

    /** Makes empty histograms. */
    public Latencies(int seconds) {
        this(
                histogram(DIGITS),
                histogram(DIGITS),
                histogram(DIGITS),
                histogram(DIGITS),
                IntStream.range(0, seconds)
                        .mapToObj(second -> histogram(DIGITS_OF_SECONDS))
                        .toList());
    }

    /** Adds up the histograms of all lanes. */
    public static Latencies sum(int seconds, List<Latencies> lanes) {
        Latencies sum = new Latencies(seconds);
        for (Latencies lane : lanes) {
            sum.lag.add(lane.lag);
            sum.accepted.add(lane.accepted);
            sum.own.add(lane.own);
            sum.recipients.add(lane.recipients);
            for (int second = 0; second < seconds; second++) {
                sum.seconds.get(second).add(lane.seconds.get(second));
            }
        }
        return sum;
    }

    /** Summarises each second. */
    public List<Second> timeline() {
        List<Second> timeline = new ArrayList<>();
        for (Histogram second : seconds) {
            timeline.add(new Second(
                    second.getTotalCount(),
                    Percentiles.millis(second.getValueAtPercentile(50)),
                    Percentiles.millis(second.getValueAtPercentile(99)),
                    Percentiles.millis(second.getMaxValue())));
        }
        return timeline;
    }

    /** Makes a histogram that grows with its values. */
    public static Histogram histogram(int digits) {
        Histogram histogram = new Histogram(digits);
        histogram.setAutoResize(true);
        return histogram;
    }

    public static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, nanos / 1_000)));
    }

    /**
     * The deliveries of messages that were due in one second.
     *
     * @param count how many
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param max milliseconds
     */
    public record Second(long count, double p50, double p99, double max) {}
}
