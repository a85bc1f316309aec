package io.parley.standalone;

import io.parley.servers.Ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Checks the conditions of a start before anything is started, and names the cure for each problem. */
final class Preflight {

    private static final int JAVA = 17;
    private static final long MIB = 1L << 20;
    private static final long LEAST_MEMORY = 2048 * MIB;
    private static final long LEAST_DISK = 1024 * MIB;
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

    private final int java;
    private final OptionalLong memory;
    private final IntPredicate portIsFree;

    /**
     * @param java the feature version that runs
     * @param memory bytes that are available; empty if unknown
     */
    Preflight(int java, OptionalLong memory, IntPredicate portIsFree) {
        this.java = java;
        this.memory = memory;
        this.portIsFree = portIsFree;
    }

    static Preflight ofThisMachine() {
        return new Preflight(Runtime.version().feature(), availableMemory(), Ports::isFree);
    }

    /**
     * @param dataDir the future data folder
     * @param ports that have to be free, by the option that chooses another one
     * @throws StandaloneException in one line that names the cure
     */
    void check(Path dataDir, Map<String, Integer> ports) {
        checkJava();
        checkMemory();
        checkDisk(dataDir);
        checkPorts(ports);
    }

    private void checkJava() {
        if (java != JAVA) {
            throw new StandaloneException(
                    "Java " + java + " runs this, but Cassandra needs Java " + JAVA + ": set JAVA_HOME to a JDK "
                            + JAVA,
                    null);
        }
    }

    private void checkMemory() {
        if (memory.isPresent() && memory.getAsLong() < LEAST_MEMORY) {
            throw new StandaloneException(
                    "too little memory: " + memory.getAsLong() / MIB + " MiB are available, Parley needs "
                            + LEAST_MEMORY / MIB + ": close other programs",
                    null);
        }
    }

    private static void checkDisk(Path dataDir) {
        try {
            long free = Files.getFileStore(Files.createDirectories(dataDir)).getUsableSpace();
            if (free < LEAST_DISK) {
                throw new StandaloneException(
                        "too little disk space: " + free / MIB + " MiB are free for " + dataDir + ", Parley needs "
                                + LEAST_DISK / MIB + ": free some, or choose another folder with --data",
                        null);
            }
        } catch (IOException e) {
            throw new StandaloneException(
                    "the data folder " + dataDir + " can't be used (" + e + "): choose another with --data", e);
        }
    }

    private void checkPorts(Map<String, Integer> ports) {
        ports.forEach((choice, port) -> {
            if (!portIsFree.test(port)) {
                throw new StandaloneException(
                        "port " + port + " is in use by another program: end that, or choose another port with "
                                + choice,
                        null);
            }
        });
    }

    private static OptionalLong availableMemory() {
        try (Stream<String> lines = Files.lines(MEMORY_INFO)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
