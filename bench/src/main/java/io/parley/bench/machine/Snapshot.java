package io.parley.bench.machine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources that the processes have used so far.
 *
 * @param nanos the time by {@link System#nanoTime}
 * @param machine of all processes on the machine together
 * @param processes by name
 */
public record Snapshot(long nanos, Machine machine, Map<String, Process> processes) {

    /** The machine's use of CPU since its start, in microseconds. */
    public record Machine(long busyMicros, long stolenMicros) {}

    /**
     * One process.
     *
     * @param threads microseconds of CPU by the system's thread id
     */
    public record Process(long pid, long cpuMicros, long residentBytes, Map<Long, Long> threads) {}

    private static final long MICROS_PER_TICK = 10_000;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;
    private static final int LAST = 8;

    /** @param processes ids by name */
    public static Snapshot of(Map<String, Long> processes) {
        return of(Proc.ofThisMachine(), processes);
    }

    static Snapshot of(Proc proc, Map<String, Long> pids) {
        Map<String, Process> processes = new LinkedHashMap<>();
        pids.forEach((name, pid) -> {
            Map<Long, Long> threads = new LinkedHashMap<>();
            proc.threads(pid).forEach(thread -> threads.put(thread, proc.threadMicros(pid, thread)));
            processes.put(name, new Process(pid, proc.cpuMicros(pid), proc.residentBytes(pid), threads));
        });
        Machine machine = proc.text("stat").map(Snapshot::machine).orElse(new Machine(0, 0));
        return new Snapshot(System.nanoTime(), machine, processes);
    }

    private static Machine machine(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split("\\s+", -1);
        long busy = 0;
        for (int field = 1; field <= Math.min(LAST, fields.length - 1); field++) {
            if (field != IDLE && field != WAITING && field != STOLEN) {
                busy += Long.parseLong(fields[field]);
            }
        }
        long stolen = fields.length > STOLEN ? Long.parseLong(fields[STOLEN]) : 0;
        return new Machine(busy * MICROS_PER_TICK, stolen * MICROS_PER_TICK);
    }
}
