package io.parley.standalone;

import io.parley.connectors.cassandra.StoreAges;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import java.util.TreeMap;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the age of events at the time they were stored, as one histogram in seconds of all tasks of the Cassandra sink.
 * It covers all workers of this process; a restarted task begins at zero.
 */
final class StoredAges implements Collector {

    private static final String NAME = "parley_sink_stored_age_seconds";
    private static final String BUCKETS = "kafka.connect:type=plugins," + StoreAges.BOUND + "=*,*";
    private static final String TASKS = "kafka.connect:type=plugins,*";
    private static final double MILLIS = 1_000;

    private final MBeanServer beans;

    StoredAges(MBeanServer beans) {
        this.beans = beans;
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder()
                .name(NAME)
                .help("from a command's place in the log until the store has confirmed its event");
        try {
            TreeMap<Double, Long> within = new TreeMap<>();
            for (ObjectName bean : beans.queryNames(new ObjectName(BUCKETS), null)) {
                within.merge(bound(bean.getKeyProperty(StoreAges.BOUND)), number(bean, StoreAges.WITHIN), Long::sum);
            }
            long sum = 0;
            for (ObjectName bean : beans.queryNames(new ObjectName(TASKS), null)) {
                sum += number(bean, StoreAges.SUM);
            }
            if (!within.isEmpty()) {
                histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets(within))
                        .sum(sum / MILLIS)
                        .build());
            }
        } catch (JMException e) {
            // A task ended in between: all of it at the next time.
            return histogram.build();
        }
        return histogram.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }

    /**
     * Converts cumulative buckets into plain ones; none is below zero, though the tasks are read one after the other.
     */
    private static ClassicHistogramBuckets buckets(TreeMap<Double, Long> within) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long below = 0;
        for (var bucket : within.entrySet()) {
            buckets.bucket(bucket.getKey(), Math.max(0, bucket.getValue() - below));
            below = Math.max(below, bucket.getValue());
        }
        return buckets.build();
    }

    private static double bound(String millis) {
        return StoreAges.WITHOUT_BOUND.equals(millis) ? Double.POSITIVE_INFINITY : Long.parseLong(millis) / MILLIS;
    }

    private long number(ObjectName bean, String attribute) throws JMException {
        for (var declared : beans.getMBeanInfo(bean).getAttributes()) {
            if (declared.getName().equals(attribute)) {
                return ((Number) beans.getAttribute(bean, attribute)).longValue();
            }
        }
        return 0;
    }
}
