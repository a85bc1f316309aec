package io.parley.connectors.cassandra;

import io.parley.runtime.lifecycle.DaemonThreads;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs a task's retries on a thread of its own. After the close it drops new ones: the partitions are revoked. */
final class RetryThread implements Retries, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    RetryThread(String name) {
        executor =
                new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name), new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the retried step reports its outcome itself
    public void later(int failures, Runnable again) {
        executor.schedule(again, Retries.pause(failures).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
