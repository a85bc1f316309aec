package io.parley.bench.workload;

import java.time.Duration;

/**
 * The rate of messages.
 *
 * @param rate messages per second
 * @param warmUp time at the start, checked but not measured
 * @param duration measured time after the warm-up
 * @param arrivals distribution of the intervals
 * @param seed seed of all random choices
 */
public record Pace(double rate, Duration warmUp, Duration duration, Arrivals arrivals, long seed) {

    private static final int MOST_MESSAGES = 100_000_000;
    private static final double NANOS = 1e9;

    /** The distribution of the messages' intervals. */
    public enum Arrivals {
        /** Equal intervals. */
        EVEN,
        /** Random intervals, like those of many independent people: a Poisson process. */
        RANDOM
    }

    public Pace {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: above 0 messages per second)");
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm-up: " + warmUp + " (expected: 0 or more)");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: above 0)");
        }
        double messages = rate * warmUp.plus(duration).toNanos() / NANOS;
        if (messages < 1 || messages > MOST_MESSAGES) {
            throw new IllegalArgumentException(
                    "rate × duration: " + Math.round(messages) + " messages (expected: 1 to " + MOST_MESSAGES + ")");
        }
    }

    public Pace at(double otherRate) {
        return new Pace(otherRate, warmUp, duration, arrivals, seed);
    }

    int messages() {
        return (int) Math.round(rate * warmUp.plus(duration).toNanos() / NANOS);
    }
}
