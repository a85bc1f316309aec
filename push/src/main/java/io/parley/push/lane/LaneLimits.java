package io.parley.push.lane;

import java.time.Duration;

/**
 * Bounds what is kept and how long it is tried.
 *
 * @param lanes at most, beyond which nothing more should be offered
 * @param alarmAge of a message, after which it is shown without sound, and after which a busy device is given up
 */
public record LaneLimits(int lanes, Duration alarmAge) {

    /** Tries that fail while the provider answers others: then it is the notification that fails, not the provider. */
    static final int SUSPICIONS = 8;

    /** @throws IllegalArgumentException if a bound is not positive */
    public LaneLimits {
        if (lanes < 1 || alarmAge.isNegative() || alarmAge.isZero()) {
            throw new IllegalArgumentException(lanes + " lanes, alarms for " + alarmAge + " (expected: more than 0)");
        }
    }
}
