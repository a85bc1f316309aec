package io.parley.gateway.limit;

import java.time.Duration;

/**
 * Describes how fast a token bucket refills, and how much it holds.
 *
 * @param most tokens at once, after a calm time; at least one
 * @param tokens that come back in each period; at least one
 */
record Rate(long most, long tokens, Duration period) {

    /** Makes the rate of so many a second, with so many seconds' worth at once. */
    static Rate perSecond(long tokens, long seconds) {
        return new Rate(tokens * seconds, tokens, Duration.ofSeconds(1));
    }

    /** Makes the rate of so many in each period, all of them at once after a calm one. */
    static Rate each(Duration period, long tokens) {
        return new Rate(tokens, tokens, period);
    }
}
