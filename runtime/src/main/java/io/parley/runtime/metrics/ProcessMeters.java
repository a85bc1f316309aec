package io.parley.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/**
 * Registers the meters {@code jvm.*} and {@code process.*}: heap, garbage collection, threads, open files, CPU. Use one
 * for each registry of a management port, also if several parts share it.
 */
public final class ProcessMeters implements AutoCloseable {

    private final JvmGcMetrics garbage = new JvmGcMetrics();

    private ProcessMeters() {}

    /** Registers them until they are closed or the process ends. */
    public static ProcessMeters bindTo(MeterRegistry meters) {
        ProcessMeters bound = new ProcessMeters();
        bound.garbage.bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        return bound;
    }

    /** Stops listening to the garbage collector. */
    @Override
    public void close() {
        garbage.close();
    }
}
