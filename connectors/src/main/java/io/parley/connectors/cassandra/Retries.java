package io.parley.connectors.cassandra;

import java.time.Duration;

/** Retries failed steps after a pause that doubles with each failure, up to {@link #LONGEST_PAUSE}. */
@FunctionalInterface
interface Retries {

    Duration FIRST_PAUSE = Duration.ofMillis(50);
    Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** @param failures the number of failures, from 1 */
    void later(int failures, Runnable again);

    static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
