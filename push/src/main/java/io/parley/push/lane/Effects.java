package io.parley.push.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls to others in their order, outside of locks, on one thread at a time: the first that comes. A call that leads
 * to further ones, such as a provider that answers at once, doesn't nest them. Safe for many threads.
 */
final class Effects {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger demands = new AtomicInteger();

    void add(Runnable effect) {
        waiting.add(effect);
    }

    /** Runs all that wait, unless another thread does. */
    void run() {
        if (demands.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Runnable effect = waiting.poll(); effect != null; effect = waiting.poll()) {
                effect.run();
            }
            seen = demands.addAndGet(-seen);
        }
    }
}
