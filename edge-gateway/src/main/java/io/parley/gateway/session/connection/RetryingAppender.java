package io.parley.gateway.session.connection;

import io.parley.gateway.log.Appender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Appends records that must not be lost, such as the end of a session. Keeps records that the log doesn't confirm, and
 * appends them again until it does. Bounded. Thread-safe.
 */
final class RetryingAppender<V> {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingAppender.class);

    /** Records that wait for the log; beyond these the gateway starts over under a new epoch. */
    private static final int MOST = 100_000;

    private final Appender<V> log;
    private final Runnable startOver;
    private final Queue<Kept<V>> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private record Kept<V>(String key, V value) {}

    /**
     * @param startOver called when too many wait and are dropped: ends the gateway's epoch, and every session with it
     */
    RetryingAppender(Appender<V> log, Runnable startOver) {
        this.log = log;
        this.startOver = startOver;
    }

    void append(String key, V value) {
        log.append(key, value, failure -> {
            if (failure != null) {
                keep(new Kept<>(key, value));
            }
        });
    }

    /** Appends unconfirmed records again. To be called periodically. */
    void retry() {
        for (int i = waiting.get(); i > 0; i--) {
            Kept<V> next = kept.poll();
            if (next == null) {
                return;
            }
            waiting.decrementAndGet();
            append(next.key(), next.value());
        }
    }

    int waiting() {
        return waiting.get();
    }

    private void keep(Kept<V> record) {
        if (waiting.incrementAndGet() <= MOST) {
            kept.add(record);
            return;
        }
        LOG.warn("too many sessions ended while the log was away: starting over under a new epoch");
        kept.clear();
        waiting.set(0);
        startOver.run();
    }
}
