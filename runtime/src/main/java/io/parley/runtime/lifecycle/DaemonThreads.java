package io.parley.runtime.lifecycle;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Makes threads that never keep a process alive, under names that a thread dump shows. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Makes a thread that isn't started yet. */
    public static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes threads for an executor, which all have this name. */
    public static ThreadFactory named(String name) {
        return task -> thread(name, task);
    }

    /** Makes a timer with one thread. Its owner shuts it down. */
    public static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(named(name));
    }
}
