package io.parley.servers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the child processes of servers and, when it is closed, ends those that are left. On Linux the kernel kills them
 * when this process dies, however it dies, and a Ctrl-C at the terminal reaches this process alone, which then ends them in
 * order. The kernel ties them to the thread that started them, so one thread that lives as long as this object starts them
 * all. Where {@code setpriv} and {@code setsid} of util-linux are missing they start without that.
 *
 * <p>They run at a lower priority ({@code nice}), unless a message goes through them: when there is too little CPU for all,
 * a message is delivered before it is stored. A session of its own is a scheduling group of its own on most desktops and
 * servers, and {@code nice} counts within a group only, so the group's priority is lowered as well.
 *
 * <p>Safe for use by several threads.
 */
public final class Spawner implements AutoCloseable {

    private static final String AT_LOWER_PRIORITY =
            "{ echo 5 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 5 \"$@\"";

    /** Holds the prefix of a command; empty if the system has no such programs. */
    private final List<String> tie;

    private final ExecutorService thread = onlyThread();
    private final Deque<ChildProcess> children = new ArrayDeque<>();

    /** Starts children at a lower priority than this process has. */
    public Spawner() {
        this(true);
    }

    private Spawner(boolean lowerPriority) {
        tie = tie(lowerPriority);
    }

    /** Makes one whose children have the priority of this process: those that a message goes through. */
    public static Spawner atSamePriority() {
        return new Spawner(false);
    }

    /**
     * Starts a process; the child that is made of it is {@link #add added} here.
     *
     * @throws IllegalStateException when this is closed
     */
    Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(tie);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return thread.submit(builder::start).get();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("nothing can be started any more: its spawner is closed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot start " + command.get(0), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting " + command.get(0), e);
        }
    }

    /** Ends this child on {@link #close}, unless it is removed before. */
    synchronized void add(ChildProcess child) {
        children.push(child);
    }

    synchronized void remove(ChildProcess child) {
        children.remove(child);
    }

    /** Ends the children that are left, the newest first. No more can be started. */
    @Override
    public void close() {
        for (ChildProcess next = newest(); next != null; next = newest()) {
            next.close();
        }
        thread.shutdown();
    }

    private synchronized ChildProcess newest() {
        return children.poll();
    }

    /**
     * Replaces those of {@code Executors}, whose threads end when nothing refers to them any more; the children would
     * end with the thread.
     */
    private static ExecutorService onlyThread() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "child-process-spawner");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns the longest prefix that works on this system: a system may have one of the programs, or one that can do
     * less.
     */
    private static List<String> tie(boolean lowerPriority) {
        List<String> kill = Executables.find("setpriv")
                .map(setpriv -> List.of(setpriv.toString(), "--pdeathsig", "KILL", "--"))
                .orElse(List.of());
        List<String> session = Executables.find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
        // Only behind setsid: before it, this would be the group of this process.
        List<String> priority = Executables.find("sh")
                .filter(sh -> lowerPriority && !session.isEmpty())
                .map(sh -> List.of(sh.toString(), "-c", AT_LOWER_PRIORITY, "sh"))
                .orElse(List.of());
        return Stream.of(
                        List.of(kill, session, priority),
                        List.of(kill, session),
                        List.of(session, priority),
                        List.of(kill))
                .map(parts -> parts.stream().flatMap(List::stream).toList())
                .filter(tie -> !tie.isEmpty() && works(tie))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean works(List<String> tie) {
        List<String> probe = new ArrayList<>(tie);
        probe.add("true");
        try {
            return new ProcessBuilder(probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
