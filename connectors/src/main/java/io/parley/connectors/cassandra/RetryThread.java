package io.parley.connectors.cassandra;

import io.parley.runtime.lifecycle.DaemonThreads;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A task's own thread for what is tried again. Once closed it drops what it is given: the partitions are gone. */
final class RetryThread implements Retries, AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    RetryThread(String name) {
        executor =
                new ScheduledThreadPoolExecutor(1, DaemonThreads.named(name), new ThreadPoolExecutor.DiscardPolicy());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what is tried again tells its outcome itself
    public void later(int failures, Runnable again) {
        executor.schedule(again, Retries.pause(failures).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
