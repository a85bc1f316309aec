package io.parley.gateway.session;

import io.parley.gateway.log.Appender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Appends what must not be lost, such as the end of a session: what the log doesn't take is kept, and told again until
 * it does. What is kept is bounded. Safe for many threads.
 */
final class EndLog<V> {

    private static final Logger LOG = LoggerFactory.getLogger(EndLog.class);

    /** Ends that wait for the log; then the gateway starts over under a new epoch. */
    private static final int MOST = 100_000;

    private final Appender<V> log;
    private final Runnable startOver;
    private final Queue<Kept<V>> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private record Kept<V>(String key, V end) {}

    /** @param startOver called when too many wait, and they are forgotten: ends the gateway's epoch, and all with it */
    EndLog(Appender<V> log, Runnable startOver) {
        this.log = log;
        this.startOver = startOver;
    }

    void tell(String key, V end) {
        log.append(key, end, failure -> {
            if (failure != null) {
                keep(new Kept<>(key, end));
            }
        });
    }

    /** Tells again what was lost. To be called now and then. */
    void retry() {
        for (int i = waiting.get(); i > 0; i--) {
            Kept<V> next = kept.poll();
            if (next == null) {
                return;
            }
            waiting.decrementAndGet();
            tell(next.key(), next.end());
        }
    }

    int waiting() {
        return waiting.get();
    }

    private void keep(Kept<V> end) {
        if (waiting.incrementAndGet() <= MOST) {
            kept.add(end);
            return;
        }
        LOG.warn("too many sessions ended while the log was away: starting over under a new epoch");
        kept.clear();
        waiting.set(0);
        startOver.run();
    }
}
