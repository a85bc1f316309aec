package io.parley.topologies.history;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

import java.util.Random;

/**
 * Identifies one random history. All that happens in it follows from the seed, step by step, so that a history with fewer
 * steps is the beginning of the one with more: a failure shrinks to the shortest beginning that shows it.
 *
 * @param percent how much of the full length, 1 to 100
 */
public record HistorySeed(long seed, int percent) {

    /** A whole history. */
    public static HistorySeed whole(long seed) {
        return new HistorySeed(seed, 100);
    }

    /** Returns the source of all that is random in the history, at its beginning. */
    public Random random() {
        return new Random(seed);
    }

    /** Returns the number of steps, at least one. */
    public int steps(int most) {
        return Math.max(1, most * percent / 100);
    }

    /** Supplies any seed with any length. Half of the histories are whole. */
    public static final class Any implements ArbitrarySupplier<HistorySeed> {

        @Override
        public Arbitrary<HistorySeed> get() {
            // Another seed would be another history, and no smaller one.
            Arbitrary<Long> seeds = Arbitraries.longs()
                    .withDistribution(RandomDistribution.uniform())
                    .dontShrink();
            Arbitrary<Integer> percents = Arbitraries.integers()
                    .between(1, 200)
                    .withDistribution(RandomDistribution.uniform())
                    .map(percent -> Math.min(percent, 100));
            return Combinators.combine(seeds, percents).as(HistorySeed::new);
        }
    }
}
