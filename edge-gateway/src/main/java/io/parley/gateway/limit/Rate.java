package io.parley.gateway.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * Describes how fast a token bucket refills, and how much it holds.
 *
 * @param most tokens at once, after a calm time; at least one
 * @param tokens that come back in each period; at least one
 */
record Rate(long most, long tokens, Duration period) {

    /**
     * Makes the rate of so many a second, with so many seconds' worth at once.
     *
     * @param tokens a second; 0: any, and no rate
     */
    static Optional<Rate> perSecond(long tokens, long seconds) {
        return unlessAny(tokens, tokens * seconds, Duration.ofSeconds(1));
    }

    /**
     * Makes the rate of so many in each period, all of them at once after a calm one.
     *
     * @param tokens in a period; 0: any, and no rate
     */
    static Optional<Rate> each(Duration period, long tokens) {
        return unlessAny(tokens, tokens, period);
    }

    /**
     * Makes the rate of so many a second, with at least so many at once.
     *
     * @param tokens a second; 0: any, and no rate
     */
    static Optional<Rate> perSecondWithAtLeast(long most, long tokens) {
        return unlessAny(tokens, Math.max(most, tokens), Duration.ofSeconds(1));
    }

    private static Optional<Rate> unlessAny(long tokens, long most, Duration period) {
        return tokens == 0 ? Optional.empty() : Optional.of(new Rate(most, tokens, period));
    }
}
