package io.parley.gateway.delivery;

import io.parley.gateway.metrics.DeliveryMetrics;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Hands deliveries from the one thread that reads them to the event loops, as one task per loop and batch and in order.
 * Unfinished batches are bounded; beyond that the reader waits.
 */
final class LoopBatches {

    private static final Logger LOG = LoggerFactory.getLogger(LoopBatches.class);

    /** The most unfinished batches; with so many no more deliveries are read. */
    private static final int UNFINISHED = 16;

    private final Semaphore permits = new Semaphore(UNFINISHED);
    private final IdentityHashMap<Executor, List<Task>> collected = new IdentityHashMap<>();
    private final GatewayMetrics metrics;
    private DeliveryMetrics.BatchClock clock;

    private record Task(Session session, Runnable delivery) {}

    LoopBatches(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    /** Adds a delivery to this session to the batch. */
    void add(Session session, Runnable delivery) {
        if (collected.isEmpty()) {
            clock = metrics.deliveries().beginBatch();
        }
        collected.computeIfAbsent(session.executor(), loop -> new ArrayList<>()).add(new Task(session, delivery));
    }

    /** Hands the batch over; waits while too many are unfinished. */
    void handOver() {
        DeliveryMetrics.BatchClock begun = clock;
        collected.forEach((loop, tasks) -> {
            permits.acquireUninterruptibly();
            try {
                loop.execute(() -> run(loop, tasks, begun));
            } catch (RejectedExecutionException e) {
                // The loop has ended, with all its connections.
                permits.release();
            }
        });
        collected.clear();
    }

    private void run(Executor loop, List<Task> tasks, DeliveryMetrics.BatchClock begun) {
        try {
            tasks.forEach(task -> task.session().attempt(task.delivery()));
            // Sockets flush at the end of the turn: their flush tasks come before this.
            loop.execute(begun::written);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event loop has ended, and what it wrote last is not measured", e);
        } finally {
            permits.release();
        }
    }
}
