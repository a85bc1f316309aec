package io.parley.gateway.log;

import io.parley.runtime.lifecycle.DaemonThreads;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeats passes over a consumer on a thread of its own, until it is closed. A pass that fails is logged and tried again
 * after a pause. The thread closes the consumer at its end.
 */
public final class PassLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PassLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /** Bounds the wait for the thread, which may be closing connections to brokers that are down. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String source;
    private final Runnable pass;
    private final Runnable wakeUp;
    private final Runnable end;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * @param name of the thread
     * @param source what is read, for the log
     * @param pass polls once and uses what has come
     * @param wakeUp makes the present or next poll throw a {@link WakeupException}; called by any thread
     * @param end closes the consumer; called once, by the thread, or by the closing one if there was no start
     */
    public PassLoop(String name, String source, Runnable pass, Runnable wakeUp, Runnable end) {
        this.source = source;
        this.pass = pass;
        this.wakeUp = wakeUp;
        this.end = end;
        this.thread = DaemonThreads.thread(name, this::run);
    }

    /** Begins the passes. */
    public void start() {
        thread.start();
    }

    /** Returns whether the passes have begun. */
    public boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    boolean isClosing() {
        return closing;
    }

    /** Waits before something that failed is tried again; for a pass. */
    void pause() {
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
    }

    /** Ends the passes and waits for the thread, for 2 s at most. */
    @Override
    public void close() {
        closing = true;
        wakeUp.run();
        LockSupport.unpark(thread);
        if (!isStarted()) {
            end.run();
            return;
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                pass.run();
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("{} can't be read, trying again", source, e);
                pause();
            }
        }
        end.run();
    }
}
