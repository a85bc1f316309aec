package io.parley.resilience.layout;

import io.parley.servers.ServerException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes again that have ended by themselves, as {@code restart: unless-stopped} of the compose file does. One
 * that a fault has ended stays away until the fault starts it.
 */
final class Revivals implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    /** One for each node: a start may take minutes, and one process may wait for another that ended with it. */
    private static final int THREADS = 20;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "revivals");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> revived = new ArrayList<>();

    /** Watches nodes from now on, until this is closed. */
    void watch(Collection<Node> nodes) {
        for (Node node : nodes) {
            var unused = timer.scheduleWithFixedDelay(
                    () -> revive(node), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Returns the names of those that were started again, in order. */
    synchronized List<String> names() {
        return List.copyOf(revived);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void revive(Node node) {
        try {
            if (node.revive()) {
                add(node.name());
            }
        } catch (ServerException e) {
            add(node.name() + " (doesn't start: " + e.getMessage() + ")");
        }
    }

    private synchronized void add(String name) {
        revived.add(name);
    }
}
