package io.parley.connectors.cassandra;

import io.parley.connectors.sink.TaskMetrics;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the age of events when the store confirms them, from the command's place in the log on: a histogram among
 * the worker's metrics. Its buckets are cumulative, each with its bound as the tag {@link #BOUND}. Safe for many
 * threads.
 */
public final class StoreAges {

    /** The metric of the buckets. */
    public static final String WITHIN = "stored-within-total";

    /** The metric of the sum of all ages, in milliseconds. */
    public static final String SUM = "stored-age-ms-total";

    /** The tag of a bucket: milliseconds, or {@link #WITHOUT_BOUND} for the last, which counts all. */
    public static final String BOUND = "milliseconds";

    public static final String WITHOUT_BOUND = "inf";

    private static final long[] BOUNDS = {5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 30_000, Long.MAX_VALUE};

    private final Clock clock;
    private final LongAdder[] counts = new LongAdder[BOUNDS.length];
    private final LongAdder sum = new LongAdder();

    StoreAges(Clock clock) {
        this.clock = clock;
        for (int place = 0; place < counts.length; place++) {
            counts[place] = new LongAdder();
        }
    }

    void show(TaskMetrics metrics) {
        for (long bound : BOUNDS) {
            String label = bound == Long.MAX_VALUE ? WITHOUT_BOUND : Long.toString(bound);
            metrics.gauge(
                    WITHIN,
                    "events that were stored within this time from the command's place in the log on",
                    Map.of(BOUND, label),
                    () -> within(bound));
        }
        metrics.gauge(SUM, "the ages of all events that were stored, together", sum::sum);
    }

    /** @param timestamp of the record; null when it has none */
    void stored(Long timestamp) {
        if (timestamp == null) {
            return;
        }
        long age = Math.max(0, clock.millis() - timestamp);
        int place = 0;
        while (age > BOUNDS[place]) {
            place++;
        }
        counts[place].increment();
        sum.add(age);
    }

    /** The number of events stored within so many milliseconds. */
    long within(long bound) {
        long within = 0;
        for (int place = 0; place < BOUNDS.length && BOUNDS[place] <= bound; place++) {
            within += counts[place].sum();
        }
        return within;
    }

    long sumMillis() {
        return sum.sum();
    }
}
