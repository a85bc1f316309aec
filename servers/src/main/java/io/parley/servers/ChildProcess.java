package io.parley.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Runs a server as a process of its own that must not outlive this one. The child ends on {@link #close}, with its
 * {@link Spawner}, with this process where the kernel can do that, and at the latest when the same child is started
 * again: the pid file names a child that was left.
 */
final class ChildProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final long POLL_MILLIS = 20;
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);
    private static final Duration ASK_BOUND = Duration.ofSeconds(2);
    private static final int LINES_OF_LOG_IN_ERRORS = 8;

    /**
     * Names the variables of this process's environment that a child gets. It gets no secrets and no options of other
     * JVMs.
     */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LD_LIBRARY_PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    private final Spawner spawner;
    private final String name;
    private final Process process;
    private final Path log;
    private final PidFile pidFile;
    private final Duration stopBound;
    private Runnable onOrderlyEnd = () -> {};

    private ChildProcess(Spawner spawner, String name, Process process, Path log, PidFile pidFile, Duration stopBound) {
        this.spawner = spawner;
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
        this.stopBound = stopBound;
    }

    /**
     * Starts a child, after ending one of the same name that an earlier parent has left.
     *
     * @param spawner starts it, and ends it at the latest
     * @param name names the log and the pid file
     * @param command an absolute path of the executable and its arguments
     * @param stopBound how long the child may take to end when asked; then it is killed
     */
    static ChildProcess start(
            Spawner spawner,
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Duration stopBound) {
        PidFile pidFile = new PidFile(folder.resolve(name + ".pid"));
        pidFile.running().ifPresent(leftOver -> {
            LOG.warn("{} (process {}) was left running by an earlier start: ending it", name, leftOver.pid());
            end(leftOver, stopBound);
        });
        Path log = folder.resolve(name + ".log");
        try {
            if (Files.exists(log)) {
                Files.move(log, folder.resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().retainAll(INHERITED);
            builder.environment().putAll(environment);
            Process process = spawner.start(builder);
            pidFile.write(process.toHandle());
            ChildProcess child = new ChildProcess(spawner, name, process, log, pidFile, stopBound);
            spawner.add(child);
            return child;
        } catch (IOException e) {
            throw new ServerException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the child is ready.
     *
     * @throws ServerException when it ends before, or isn't ready in time; then it is ended
     */
    void awaitReady(BooleanSupplier ready, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!ready.getAsBoolean()) {
            try {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    close();
                    throw new ServerException(
                            name + " ended with code " + process.exitValue() + " while starting; " + endOfLog());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new ServerException("interrupted while " + name + " was starting", e);
            }
            if (System.nanoTime() > deadline) {
                close();
                throw new ServerException(name + " was not ready within " + bound.toSeconds() + " s; " + endOfLog());
            }
        }
    }

    /**
     * Waits until the child has ended by itself.
     *
     * @throws ServerException when it ends with another code than 0, or not in time; then it is ended
     */
    void awaitEnd(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
                throw new ServerException(name + " has not ended within " + bound.toSeconds() + " s; " + endOfLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new ServerException("interrupted while " + name + " was running", e);
        }
        forget();
        if (process.exitValue() != 0) {
            throw new ServerException(name + " ended with code " + process.exitValue() + "; " + endOfLog());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Returns whether the child has printed this text since its start. */
    boolean hasLogged(String text) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** Sets a task for the orderly end of the child, by {@link #close}. */
    void onOrderlyEnd(Runnable action) {
        onOrderlyEnd = action;
    }

    /** Kills the child, as a crash would. */
    void kill() {
        process.destroyForcibly();
        forget();
    }

    /** Asks the child to end, and kills it when it doesn't within its bound. */
    @Override
    public void close() {
        boolean orderly = process.isAlive() && end(process.toHandle(), stopBound);
        forget();
        if (orderly) {
            onOrderlyEnd.run();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private void forget() {
        process.onExit().join();
        pidFile.delete();
        spawner.remove(this);
    }

    /** Returns whether it ended by itself when asked. */
    static boolean end(ProcessHandle process, Duration bound) {
        process.destroy();
        if (hasEnded(process, bound)) {
            return true;
        }
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        hasEnded(process, KILL_BOUND);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * Waits for the end of a process, and briefly for its parent to collect the exit code: a dead parent never does.
     */
    private static boolean hasEnded(ProcessHandle process, Duration bound) {
        return isBefore(bound, () -> !process.isAlive() || ProcessStart.hasEnded(process))
                && (isBefore(ASK_BOUND, () -> !process.isAlive()) || ProcessStart.hasEnded(process));
    }

    private static boolean isBefore(Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
        return true;
    }

    private String endOfLog() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            List<String> last = all.subList(Math.max(0, all.size() - LINES_OF_LOG_IN_ERRORS), all.size());
            return "the end of " + log + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "its log " + log + " can't be read";
        }
    }
}
