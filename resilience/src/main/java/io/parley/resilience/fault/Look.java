package io.parley.resilience.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Looks whether something is well for a while without a break.
 *
 * @param length of the while
 * @param bound for all of it
 */
record Look(Duration length, Duration bound) {

    private static final long POLL_MILLIS = 250;

    /** Returns when it was well for long enough, or with false when the bound is over. */
    boolean staysWell(BooleanSupplier isWell) throws InterruptedException {
        long begin = System.nanoTime();
        long wellSince = begin;
        while (System.nanoTime() - begin < bound.toNanos()) {
            if (!isWell.getAsBoolean()) {
                wellSince = System.nanoTime();
            } else if (System.nanoTime() - wellSince >= length.toNanos()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(POLL_MILLIS, length.toMillis()));
        }
        return false;
    }
}
