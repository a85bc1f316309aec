package io.parley.bench.compare;

import io.parley.servers.ConnectWorker;
import io.parley.servers.ConnectorState;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A sink's life on a Connect worker of this process, from its start until it has stored so many events. */
final class SinkRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int STATE_EVERY = 200;
    private static final String STORED = "writes-total";

    private final ConnectWorker worker;
    private final String name;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    /** @param name by which the worker knows it; a new one begins at the oldest event */
    SinkRun(ConnectWorker worker, String name) {
        this.worker = worker;
        this.name = name;
    }

    /** @return events a second, from the first that is stored until the last */
    double store(Map<String, String> properties, int events) throws JMException {
        worker.put(name, properties);
        long first = await(1);
        long began = System.nanoTime();
        await(events);
        long took = System.nanoTime() - began;
        worker.remove(name);
        return (events - first) * 1e9 / took;
    }

    /** Looks every few milliseconds, so that looking costs next to nothing. */
    private long await(long events) throws JMException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int look = 1; ; look++) {
            long stored = stored();
            if (stored >= events) {
                return stored;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(stored + " of " + events + " stored within " + PATIENCE);
            }
            if (look % STATE_EVERY == 0) {
                ConnectorState state = worker.state(name);
                if (state.hasFailed()) {
                    throw new IllegalStateException("the sink has failed: " + state.traces());
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** What its tasks say together; 0 while there is none. */
    private long stored() throws JMException {
        long stored = 0;
        for (ObjectName bean :
                beans.queryNames(new ObjectName("kafka.connect:type=plugins,connector=" + name + ",*"), null)) {
            for (var attribute : beans.getMBeanInfo(bean).getAttributes()) {
                if (attribute.getName().equals(STORED)) {
                    stored += ((Number) beans.getAttribute(bean, STORED)).longValue();
                }
            }
        }
        return stored;
    }
}
