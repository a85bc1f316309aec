package io.parley.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts child processes so that, on Linux, the kernel kills them when this process dies, however it dies. The kernel
 * ties them to the thread that started them, so one thread that lives as long as the process starts them all. Where
 * {@code setpriv} of util-linux is missing they start without that tie.
 */
final class Spawner {

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-process-spawner");
        thread.setDaemon(true);
        return thread;
    });

    /** What to put before a command; empty where it can't be tied. */
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
        Optional<Path> setpriv = Executables.find("setpriv");
        if (setpriv.isEmpty()) {
            return List.of();
        }
        List<String> command = List.of(setpriv.get().toString(), "--pdeathsig", "KILL", "--");
        List<String> probe = new ArrayList<>(command);
        probe.add("true");
        try {
            int code = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return code == 0 ? command : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
