package io.parley.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a process began, as a text to be kept: an id alone may belong to somebody else by now, and all else that the
 * system tells of a process may change under it. Its file may be replaced, and the clock may be set.
 *
 * <p>On Linux that is the kernel's count since it booted, with the id of that boot; elsewhere the time of day.
 */
final class ProcessStart {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Where the kernel's line on a process has what, counted from behind the name, which may hold anything. */
    private static final int STATE = 0;

    private static final int BEGAN = 19;

    /** The time of day is derived from the boot's, which the kernel may correct by a second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private ProcessStart() {}

    /** When it began; empty when the system doesn't tell, or it has ended. */
    static Optional<String> of(ProcessHandle process) {
        return count(process).or(() -> process.info().startInstant().map(Instant::toString));
    }

    /** Whether it runs and began then. One that has ended and whose parent hasn't asked how doesn't run. */
    static boolean isOf(ProcessHandle process, String start) {
        if (!process.isAlive() || hasEnded(process)) {
            return false;
        }
        try {
            Instant told = Instant.parse(start);
            return process.info()
                    .startInstant()
                    .filter(began -> Duration.between(began, told).abs().compareTo(TOLERANCE) <= 0)
                    .isPresent();
        } catch (DateTimeException isCount) {
            return count(process).filter(start::equals).isPresent();
        }
    }

    /** Whether all that is left of it is how it ended, for a parent to ask. */
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
