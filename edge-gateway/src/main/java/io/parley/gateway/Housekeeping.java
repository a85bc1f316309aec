package io.parley.gateway;

import io.parley.runtime.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs periodic tasks on one thread; a failing task still runs again. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService timer = DaemonThreads.timer("parley-gateway-timer");

    void everySecond(Runnable task) {
        var unused = timer.scheduleWithFixedDelay(() -> runSafely(task), 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("housekeeping failed, it goes on", e);
        }
    }
}
