package io.parley.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the end of this process closes: first what was registered by {@link #close}, the newest first, then the child
 * processes that are left. One shutdown hook for all, because hooks of their own would run side by side and take a
 * server away from under those who still use it.
 */
public final class AtExit {

    private static final Logger LOG = LoggerFactory.getLogger(AtExit.class);
    private static final Deque<AutoCloseable> OWNERS = new ArrayDeque<>();
    private static final Deque<AutoCloseable> CHILDREN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::closeAll, "close-at-exit"));
    }

    private AtExit() {}

    /** Closes this at the end of the process, unless it was forgotten before; closing twice has to be harmless. */
    public static void close(AutoCloseable owner) {
        synchronized (OWNERS) {
            OWNERS.push(owner);
        }
    }

    /** Takes back {@link #close}. */
    public static void forget(AutoCloseable owner) {
        synchronized (OWNERS) {
            OWNERS.remove(owner);
        }
    }

    static void destroy(ChildProcess child) {
        synchronized (CHILDREN) {
            CHILDREN.push(child);
        }
    }

    static void forget(ChildProcess child) {
        synchronized (CHILDREN) {
            CHILDREN.remove(child);
        }
    }

    private static void closeAll() {
        closeAll(OWNERS);
        closeAll(CHILDREN);
    }

    private static void closeAll(Deque<AutoCloseable> closeables) {
        for (AutoCloseable next = poll(closeables); next != null; next = poll(closeables)) {
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("closing {} failed", next, e);
            }
        }
    }

    private static AutoCloseable poll(Deque<AutoCloseable> closeables) {
        synchronized (closeables) {
            return closeables.poll();
        }
    }
}
