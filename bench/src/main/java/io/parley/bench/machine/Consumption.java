package io.parley.bench.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources used between two moments.
 *
 * @param seconds between them
 * @param stack each process of the stack
 * @param generator this process
 * @param others microseconds of CPU of other processes on the machine
 * @param stolen microseconds that the machine's host gave to others
 */
public record Consumption(double seconds, List<Taken> stack, Taken generator, long others, long stolen) {

    /** The name of this process among those of a snapshot. */
    public static final String GENERATOR = "generator";

    /**
     * One process's share.
     *
     * @param cpuMicros user and system time
     * @param residentBefore bytes of memory
     * @param residentAfter bytes of memory
     * @param threads microseconds by group of threads, the greatest first
     */
    public record Taken(
            String name, long cpuMicros, long residentBefore, long residentAfter, Map<String, Long> threads) {}

    public Consumption {
        stack = List.copyOf(stack);
    }

    /** Names threads as they are now, which takes a while and some CPU: don't call it during a measurement. */
    public static Consumption between(Snapshot before, Snapshot after) throws InterruptedException {
        Proc proc = Proc.ofThisMachine();
        List<Taken> stack = new ArrayList<>();
        Taken generator = new Taken(GENERATOR, 0, 0, 0, Map.of());
        long all = 0;
        for (Map.Entry<String, Snapshot.Process> process : after.processes().entrySet()) {
            Snapshot.Process earlier = before.processes().get(process.getKey());
            if (earlier != null) {
                Taken taken = taken(proc, process.getKey(), earlier, process.getValue());
                all += taken.cpuMicros();
                if (process.getKey().equals(GENERATOR)) {
                    generator = taken;
                } else {
                    stack.add(taken);
                }
            }
        }
        long busy = after.machine().busyMicros() - before.machine().busyMicros();
        return new Consumption(
                (after.nanos() - before.nanos()) / 1e9,
                stack,
                generator,
                Math.max(0, busy - all),
                after.machine().stolenMicros() - before.machine().stolenMicros());
    }

    /** Microseconds of CPU of all processes of the stack. */
    public long stackMicros() {
        return stack.stream().mapToLong(Taken::cpuMicros).sum();
    }

    private static Taken taken(Proc proc, String name, Snapshot.Process before, Snapshot.Process after)
            throws InterruptedException {
        Map<Long, String> names = ThreadNames.of(after.pid());
        Map<Long, String> all = new HashMap<>();
        after.threads()
                .keySet()
                .forEach(thread -> all.put(thread, names.getOrDefault(thread, proc.threadName(after.pid(), thread))));
        return new Taken(
                name,
                after.cpuMicros() - before.cpuMicros(),
                before.residentBytes(),
                after.residentBytes(),
                byGroup(before.threads(), after.threads(), all));
    }

    static Map<String, Long> byGroup(Map<Long, Long> before, Map<Long, Long> after, Map<Long, String> names) {
        Map<String, Long> groups = new HashMap<>();
        after.forEach((thread, micros) -> groups.merge(
                ThreadGroups.of(names.getOrDefault(thread, "")), micros - before.getOrDefault(thread, 0L), Long::sum));
        Map<String, Long> sorted = new LinkedHashMap<>();
        groups.entrySet().stream()
                .filter(group -> group.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(group -> sorted.put(group.getKey(), group.getValue()));
        return sorted;
    }
}
