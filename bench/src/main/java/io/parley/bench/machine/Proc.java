package io.parley.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of {@code /proc}. Processes and threads may end at any time: a missing file is empty. */
final class Proc {

    /** The unit of the times in {@code stat}, the same on every Linux. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long KIB = 1024;

    private final Path root;

    Proc(Path root) {
        this.root = root;
    }

    static Proc ofThisMachine() {
        return new Proc(Path.of("/proc"));
    }

    boolean isThere() {
        return Files.isReadable(root.resolve("stat"));
    }

    /** User and system time of a process, with its ended threads; 0 when it is gone. */
    long cpuMicros(long pid) {
        return text(pid + "/stat").map(Proc::cpuMicros).orElse(0L);
    }

    /** Bytes of memory that a process has resident; 0 when it is gone. */
    long residentBytes(long pid) {
        return text(pid + "/status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(0);
    }

    List<String> commandLine(long pid) {
        return text(pid + "/cmdline").map(line -> List.of(line.split("\0", -1))).orElse(List.of());
    }

    List<Long> processes() {
        return numbers("");
    }

    List<Long> threads(long pid) {
        return numbers(pid + "/task");
    }

    /** The first 15 characters of a thread's name. */
    String threadName(long pid, long thread) {
        return text(pid + "/task/" + thread + "/comm").map(String::strip).orElse("");
    }

    /** By the scheduler's clock if the system has it, else in ticks of 10 ms. */
    long threadMicros(long pid, long thread) {
        String path = pid + "/task/" + thread;
        Optional<String> precise = text(path + "/schedstat").filter(line -> !line.startsWith("0 "));
        return precise.map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))) / 1_000)
                .or(() -> text(path + "/stat").map(Proc::cpuMicros))
                .orElse(0L);
    }

    /** The open files of a process: the targets of its file descriptors. */
    List<String> openFiles(long pid) {
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(root.resolve(pid + "/fd"))) {
            for (Path link : links) {
                targets.add(Files.readSymbolicLink(link).toString());
            }
        } catch (IOException e) {
            // It belongs to another user, or is gone: then its files are unknown.
            return targets;
        }
        return targets;
    }

    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(root.resolve(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Long> numbers(String folder) {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    numbers.add(Long.parseLong(name));
                }
            }
        } catch (IOException e) {
            return numbers;
        }
        return numbers;
    }

    /** The name, which may contain anything, ends with the last bracket. */
    private static long cpuMicros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }
}
