package io.parley.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the child processes of the servers in one folder by their pid files, under any parent. */
public final class ChildProcesses {

    private static final String SUFFIX = ".pid";
    private static final int DEPTH = 2;
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private ChildProcesses() {}

    /** Returns the running ones, by name. */
    public static Map<String, ProcessHandle> runningIn(Path folder) {
        Map<String, ProcessHandle> running = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return running;
        }
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> isPidFile(file))) {
            for (Path file : files.toList()) {
                Optional<ProcessHandle> process = new PidFile(file).running();
                String name = file.getFileName().toString();
                process.ifPresent(found -> running.put(name.substring(0, name.length() - SUFFIX.length()), found));
            }
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Ends the running ones; for a folder whose parent process is dead. */
    public static void endIn(Path folder) {
        runningIn(folder).values().forEach(process -> ChildProcess.end(process, STOP_BOUND));
    }

    private static boolean isPidFile(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }
}
