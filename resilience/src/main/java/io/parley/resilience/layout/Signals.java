package io.parley.resilience.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends signals to processes, and looks whether they took effect. */
final class Signals {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Signals() {}

    /** Sends SIGSTOP, and returns when the kernel says that the process is stopped. */
    static void stop(long pid) {
        send("STOP", pid);
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!isStopped(pid)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("process " + pid + " doesn't stop");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Sends SIGCONT. */
    static void resume(long pid) {
        send("CONT", pid);
    }

    /** Asks a JVM for a dump of its threads (SIGQUIT), which it prints on its standard output. */
    static void dumpThreads(long pid) {
        send("QUIT", pid);
    }

    private static void send(String signal, long pid) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("no signal " + signal + " for process " + pid);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no signal " + signal + " for process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling process " + pid, e);
        }
    }

    /** The state is the first letter behind the name, which is in parentheses and may hold anything. */
    private static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new IllegalStateException("process " + pid + " is gone", e);
        }
    }
}
