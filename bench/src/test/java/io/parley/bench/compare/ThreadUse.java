package io.parley.bench.compare;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** What some threads of this process have taken since they began. */
record ThreadUse(long cpuNanos, long allocatedBytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of the threads that live, those whose names begin like this. */
    static ThreadUse of(String prefix) {
        long cpu = 0;
        long allocated = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(prefix)) {
                cpu += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
                allocated += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return new ThreadUse(cpu, allocated);
    }

    ThreadUse since(ThreadUse before) {
        return new ThreadUse(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
