package io.parley.resilience.run;

import java.time.Duration;

/**
 * Sets what a run is made with, and repeated with.
 *
 * @param seed of who talks to whom, who is lost, who is removed
 * @param rate messages for each second
 * @param steady how long all is well before the first fault
 * @param after how long the load goes on when all that a fault broke serves again
 * @param settleBound how long the crowd may take in the end until nothing is missing
 */
public record Conditions(long seed, double rate, Duration steady, Duration after, Duration settleBound) {

    /** Returns those of the long form. */
    public static Conditions thorough(long seed, double rate) {
        return new Conditions(seed, rate, Duration.ofSeconds(12), Duration.ofSeconds(20), Duration.ofMinutes(3));
    }

    /** Returns those of the short form, which has a few minutes for six faults. */
    public static Conditions brief(long seed) {
        return new Conditions(seed, 5, Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofMinutes(2));
    }
}
