package io.parley.resilience.layout;

import io.parley.servers.ChildServer;
import io.parley.servers.ServerException;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Runs one process of the installation, which can be broken and put right. Safe for many threads: one of them at a time
 * starts or ends the process.
 */
public final class Node {

    private static final Duration START_BOUND = Duration.ofMinutes(4);

    private final String name;
    private final ChildServer server;
    private final BooleanSupplier serves;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean wanted;

    /** @param serves whether it answers that it is well, asked while it runs */
    Node(String name, ChildServer server, BooleanSupplier serves) {
        this.name = name;
        this.server = server;
        this.serves = serves;
    }

    /** Returns its name in the compose file. */
    public String name() {
        return name;
    }

    /** Starts it, as often as it ends before it serves, and returns when it serves. */
    public void start() {
        locked(() -> {
            wanted = true;
            startOnceMore();
        });
    }

    /** Kills it without a warning ({@code kill -9}), and returns when it is gone. */
    public void kill() {
        wanted = false;
        locked(server::kill);
    }

    /** Asks it to end (SIGTERM), and returns when it is gone. */
    public void terminate() {
        wanted = false;
        locked(server::stop);
    }

    /** Stops it where it is (SIGSTOP), until {@link #thaw}; returns when it stands still. */
    public void freeze() {
        Signals.stop(pid());
    }

    /** Lets a frozen one go on (SIGCONT). */
    public void thaw() {
        Signals.resume(pid());
    }

    /** Returns whether the process is there, frozen or not. */
    public boolean isAlive() {
        return server.isRunning();
    }

    /** Returns whether it answers that it is well. */
    public boolean serves() {
        return isAlive() && serves.getAsBoolean();
    }

    /** Returns the number of its process, which has to be there. */
    public long pid() {
        return server.pid();
    }

    /** Prints the stacks of a JVM's threads into its log, unless it is being started or ended just now. */
    void dumpThreads() {
        if (lock.tryLock()) {
            try {
                if (isAlive()) {
                    Signals.dumpThreads(pid());
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Starts it again if it has ended by itself, and returns whether it had. */
    boolean revive() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (!wanted || isAlive()) {
                return false;
            }
            startOnceMore();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private void startOnceMore() {
        long deadline = System.nanoTime() + START_BOUND.toNanos();
        while (!isAlive()) {
            // Forgets one that has ended by itself.
            server.stop();
            try {
                server.start();
            } catch (ServerException e) {
                // As "restart: unless-stopped" does: it may have waited for another that comes back.
                if (System.nanoTime() > deadline || !wanted) {
                    throw e;
                }
            }
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
