package io.parley.gateway;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Seeded attacks by several workers at once. One that goes wrong says with which seed.
 *
 * <p>With {@code -Plong} there are twenty times as many; with {@code -Dparley.fuzz.seed} they are those of that seed.
 */
final class Attacks {

    private static final int WORKERS = 4;

    private final long seed = Long.getLong("parley.fuzz.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("parley.fuzz.rounds", 1);
    private final AtomicInteger begun = new AtomicInteger();

    /** One attack, decided by the random numbers it is given. */
    interface Attack {

        void run(Random random) throws IOException;
    }

    /** The number of attacks that have begun. */
    int begun() {
        return begun.get();
    }

    /** Goes on until so many were done, and that as often as there are rounds. */
    void run(IntSupplier done, int perRound, Attack attack) {
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            while (done.getAsInt() < rounds * perRound) {
                long own = seed + begun.getAndIncrement();
                try {
                    attack.run(new Random(own));
                } catch (IOException | RuntimeException | AssertionError e) {
                    throw new AssertionError("run with -Dparley.fuzz.seed=" + own, e);
                }
            }
        });
    }
}
