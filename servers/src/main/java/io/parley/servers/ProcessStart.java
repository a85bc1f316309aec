package io.parley.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds the start time of a process as a text to be stored. An id alone may belong to another process later, and
 * everything else that the system knows of a process may change: its file may be replaced, and the clock may be set.
 *
 * <p>On Linux that is the kernel's count since it booted, with the id of that boot; elsewhere the time of day.
 */
final class ProcessStart {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /**
     * Gives the places of fields in the kernel's line about a process, counted from after the name, which may contain
     * anything.
     */
    private static final int STATE = 0;

    private static final int BEGAN = 19;

    /** Allows for the time of day, which is derived from the boot's and which the kernel may correct by a second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private ProcessStart() {}

    /** Returns the start time of a process; empty if it has ended, or the system doesn't report it. */
    static Optional<String> of(ProcessHandle process) {
        return count(process).or(() -> process.info().startInstant().map(Instant::toString));
    }

    /**
     * Returns whether the process runs and was started then. A process that has ended, but whose parent hasn't
     * collected the exit code, doesn't run.
     */
    static boolean isOf(ProcessHandle process, String start) {
        if (!process.isAlive() || hasEnded(process)) {
            return false;
        }
        try {
            Instant recorded = Instant.parse(start);
            return process.info()
                    .startInstant()
                    .filter(began -> Duration.between(began, recorded).abs().compareTo(TOLERANCE) <= 0)
                    .isPresent();
        } catch (DateTimeException isCount) {
            return count(process).filter(start::equals).isPresent();
        }
    }

    /** Returns whether the process has ended, and only its exit code is left for the parent. */
    static boolean hasEnded(ProcessHandle process) {
        return fields(process).filter(fields -> fields[STATE].equals("Z")).isPresent();
    }

    private static Optional<String> count(ProcessHandle process) {
        try {
            String boot = KernelFile.read(BOOT);
            return fields(process).map(fields -> boot + "/" + fields[BEGAN]);
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static Optional<String[]> fields(ProcessHandle process) {
        Path file = PROCESSES.resolve(Long.toString(process.pid())).resolve("stat");
        try {
            String line = KernelFile.read(file);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return fields.length > BEGAN ? Optional.of(fields) : Optional.empty();
        } catch (IOException endedOrNotLinux) {
            return Optional.empty();
        }
    }
}
