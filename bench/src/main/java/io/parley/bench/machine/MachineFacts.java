package io.parley.bench.machine;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a measurement.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param memoryBytes of the machine
 * @param system its name and version
 * @param java the JVM that generates the load
 * @param serverOptions the JVM options of the listening process
 * @param loadAverage of the machine over the last minute before the start
 */
public record MachineFacts(
        String processor,
        int cores,
        long memoryBytes,
        String system,
        String java,
        String serverOptions,
        double loadAverage) {

    private static final long KIB = 1024;

    /** @param stack process ids by name, the listening one first */
    public static MachineFacts ofThisMachine(Map<String, Long> stack) {
        Proc proc = Proc.ofThisMachine();
        return new MachineFacts(
                line(proc, "cpuinfo", "model name").replaceAll(".*:\\s*", "").replaceAll("\\s+", " "),
                Runtime.getRuntime().availableProcessors(),
                memory(line(proc, "meminfo", "MemTotal")),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                stack.values().stream()
                        .findFirst()
                        .map(pid -> options(proc.commandLine(pid)))
                        .orElse(""),
                Math.round(100 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) / 100.0);
    }

    static String options(List<String> commandLine) {
        return String.join(
                " ",
                commandLine.stream()
                        .filter(argument -> argument.startsWith("-X"))
                        .toList());
    }

    private static long memory(String line) {
        String digits = line.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits) * KIB;
    }

    private static String line(Proc proc, String file, String begin) {
        return proc.text(file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElse("unknown");
    }
}
