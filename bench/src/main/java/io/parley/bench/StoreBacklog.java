package io.parley.bench;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a store that is behind, by its count of stored events: its remaining work would slow down the next rate.
 * For one thread.
 */
final class StoreBacklog {

    private final Store store;
    private final Duration poll;
    private final Duration stillness;
    private OptionalLong before = OptionalLong.empty();

    /** Provides the number of stored events. */
    interface Store {

        /** Events since the server was started; empty when unknown. */
        OptionalLong events() throws InterruptedException;
    }

    /**
     * @param poll the interval of queries
     * @param stillness the time after which a store without new events counts as done
     */
    StoreBacklog(Store store, Duration poll, Duration stillness) {
        this.store = store;
        this.poll = poll;
        this.stillness = stillness;
    }

    /** Starts to count; call it once, while nothing is sent. */
    void begin() throws InterruptedException {
        before = store.events();
    }

    /**
     * Waits until so many events were stored since the start, at most for the patience.
     *
     * @return whether there is nothing more to wait for; also if unknown
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
