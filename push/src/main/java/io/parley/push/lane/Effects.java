package io.parley.push.lane;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls to others in their order, outside of locks, on one thread at a time: the first that comes. A call that leads
 * to further ones, such as a provider that answers at once, doesn't nest them. One that throws is logged, and the others go
 * on. Safe for many threads.
 */
final class Effects {

    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

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
                run(effect);
            }
            seen = demands.addAndGet(-seen);
        }
    }

    private static void run(Runnable effect) {
        try {
            effect.run();
        } catch (RuntimeException e) {
            LOG.error("a call of a lane failed", e);
        }
    }
}
