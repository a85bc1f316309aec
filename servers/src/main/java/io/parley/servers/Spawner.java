package io.parley.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts child processes so that, on Linux, the kernel kills them when this process dies, however it dies, and so that a
 * Ctrl-C at the terminal reaches this process alone, which then ends them in order. The kernel ties them to the thread
 * that started them, so one thread that lives as long as the process starts them all. Where {@code setpriv} and
 * {@code setsid} of util-linux are missing they start without that.
 *
 * <p>They run at a lower priority ({@code nice}): when there is too little CPU for all, a message is delivered before it is
 * stored. A session of its own is a scheduling group of its own on most desktops and servers, and {@code nice} counts
 * within a group only, so the group is told as well.
 */
final class Spawner {

    private static final String AT_LOWER_PRIORITY =
            "{ echo 5 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 5 \"$@\"";

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-process-spawner");
        thread.setDaemon(true);
        return thread;
    });

    /** What to put before a command; empty where there is nothing that can. */
    private static final List<String> TIE = tie();

    private Spawner() {}

    static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(TIE);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return THREAD.submit(builder::start).get();
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

    private static List<String> tie() {
        List<String> tie = new ArrayList<>();
        Executables.find("setpriv")
                .ifPresent(setpriv -> tie.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL", "--")));
        Executables.find("setsid").ifPresent(setsid -> {
            tie.add(setsid.toString());
            // Only behind setsid: before it, this would be the group of this process.
            Executables.find("sh").ifPresent(sh -> tie.addAll(List.of(sh.toString(), "-c", AT_LOWER_PRIORITY, "sh")));
        });
        List<String> probe = new ArrayList<>(tie);
        probe.add("true");
        try {
            int code = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return code == 0 ? tie : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
