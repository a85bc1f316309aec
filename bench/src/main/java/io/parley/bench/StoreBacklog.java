package io.parley.bench;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a store that is behind, by the number of events that it says it has taken in: what it still has to do would
 * cost the next rate that is tried. For one thread.
 */
final class StoreBacklog {

    private final Store store;
    private final Duration poll;
    private final Duration stillness;
    private OptionalLong before = OptionalLong.empty();

    /** Who knows how much was stored. */
    interface Store {

        /** Events since the server was started; empty when nobody can tell. */
        OptionalLong events() throws InterruptedException;
    }

    /**
     * @param poll how often the store is asked
     * @param stillness after which a store that takes nothing more in counts as having no more to do
     */
    StoreBacklog(Store store, Duration poll, Duration stillness) {
        this.store = store;
        this.poll = poll;
        this.stillness = stillness;
    }

    /** Counts from here on; to be called once, while nothing is said. */
    void begin() throws InterruptedException {
        before = store.events();
    }

    /**
     * Waits until so many events were stored since the begin, for as long as this at most.
     *
     * @return whether there is nothing more to wait for; also when nobody can tell
     */
    boolean await(long events, Duration patience) throws InterruptedException {
        OptionalLong now = store.events();
        long deadline = System.nanoTime() + patience.toNanos();
        long moved = System.nanoTime();
        while (before.isPresent() && now.isPresent() && now.getAsLong() - before.getAsLong() < events) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            if (System.nanoTime() - moved > stillness.toNanos()) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(poll.toNanos());
            OptionalLong later = store.events();
            if (!later.equals(now)) {
                moved = System.nanoTime();
            }
            now = later;
        }
        return true;
    }
}
