package io.parley.push.lane;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Says how long a failed notification waits: twice as long each time, up to a longest, and at least as long as the provider
 * asks for.
 */
final class Backoff {

    /** A provider that wants more says so in Retry-After. */
    private static final Duration PROVIDER_FIRST = Duration.ofSeconds(2);

    private static final Duration PROVIDER_LONGEST = Duration.ofMinutes(1);
    private static final Duration DEVICE_FIRST = Duration.ofMinutes(1);
    private static final Duration DEVICE_LONGEST = Duration.ofHours(1);

    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * Returns the wait for a provider: with full jitter, so that those who failed together don't come back together.
     *
     * @param failures from 1
     */
    Duration provider(int failures, Duration atLeast) {
        Duration most = doubled(PROVIDER_FIRST, failures, PROVIDER_LONGEST);
        return atLeast.plusMillis((long) (most.toMillis() * random.getAsDouble()));
    }

    /**
     * Returns the wait for one device.
     *
     * @param failures from 1
     */
    Duration device(int failures, Duration atLeast) {
        Duration pause = doubled(DEVICE_FIRST, failures, DEVICE_LONGEST);
        return pause.compareTo(atLeast) > 0 ? pause : atLeast;
    }

    private static Duration doubled(Duration first, int failures, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
