package io.parley.connectors.sink;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows the gauges of a sink's task among the worker's metrics, under their names or, where these are taken, with one
 * more tag.
 *
 * <p>They are taken when the worker has given up the task before: it starts the next while the one it cancelled still
 * waits in a call to a broker that died, and whose metrics go when that call ends. A task that stopped at this would
 * stay stopped.
 */
public final class TaskMetrics {

    /** The tag of a gauge whose name was taken: when its task was started, in milliseconds since the epoch. */
    public static final String STARTED = "started";

    private final PluginMetrics metrics;
    private final InstantSource clock;

    /** @param metrics of the task's context */
    public TaskMetrics(PluginMetrics metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Shows what the supplier returns, from any thread, each time that the metric is read. */
    public void gauge(String name, String description, LongSupplier value) {
        gauge(name, description, Map.of(), value);
    }

    /** Shows what the supplier returns, from any thread, under the name with these tags. */
    public void gauge(String name, String description, Map<String, String> tags, LongSupplier value) {
        Gauge<Long> gauge = (config, now) -> value.getAsLong();
        try {
            metrics.addMetric(metricName(name, description, tags), gauge);
        } catch (IllegalArgumentException taken) {
            Map<String, String> more = new LinkedHashMap<>(tags);
            more.put(STARTED, Long.toString(clock.millis()));
            metrics.addMetric(metricName(name, description, more), gauge);
        }
    }

    private MetricName metricName(String name, String description, Map<String, String> tags) {
        return metrics.metricName(name, description, new LinkedHashMap<>(tags));
    }
}
