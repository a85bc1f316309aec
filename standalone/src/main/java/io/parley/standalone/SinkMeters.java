package io.parley.standalone;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the lag and the dead letters of each sink, from the Connect worker of this process. The lag is that of the
 * sinks' consumers plus the writes under way: it is zero when all readable records are stored. The lag of a sink's
 * group never reaches zero: Connect commits the place after the last record, and the marker of its transaction follows.
 */
final class SinkMeters implements MultiCollector {

    private static final String LAG = "parley_sink_lag";
    private static final String DEAD_LETTERS_LOST = "parley_sink_dead_letters_lost";
    private static final String CONNECTOR = "connector";
    private static final String PARTITIONS =
            "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic=*,partition=*";
    private static final String TASKS = "kafka.connect:type=plugins,*";
    private static final Pattern CLIENT = Pattern.compile("connector-consumer-(.+)-\\d+");

    private final MBeanServer beans;

    SinkMeters(MBeanServer beans) {
        this.beans = beans;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Double> behind = new TreeMap<>();
        Map<String, Double> lost = new TreeMap<>();
        try {
            addLagOfConsumers(behind);
            for (ObjectName bean : beans.queryNames(new ObjectName(TASKS), null)) {
                String connector = bean.getKeyProperty(CONNECTOR);
                add(behind, connector, number(bean, "writes-in-flight"));
                add(lost, connector, number(bean, "dead-letters-lost-total"));
            }
        } catch (JMException e) {
            // A task ended in between: all of it at the next time.
            return new MetricSnapshots();
        }
        GaugeSnapshot.Builder lag = GaugeSnapshot.builder().name(LAG).help("records that a sink has not stored yet");
        behind.forEach((connector, records) -> lag.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(CONNECTOR, connector))
                .value(records)
                .build()));
        CounterSnapshot.Builder passedOver = CounterSnapshot.builder()
                .name(DEAD_LETTERS_LOST)
                .help("records that can never be read, of which no letter was kept");
        lost.forEach((connector, records) -> passedOver.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(CONNECTOR, connector))
                .value(records)
                .build()));
        return new MetricSnapshots(lag.build(), passedOver.build());
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.of(LAG, DEAD_LETTERS_LOST);
    }

    /** Skips the second bean of a topic with dots in its name, which has underscores in their place. */
    private void addLagOfConsumers(Map<String, Double> behind) throws JMException {
        Set<List<String>> seen = new HashSet<>();
        for (ObjectName bean : beans.queryNames(new ObjectName(PARTITIONS), null)) {
            String client = bean.getKeyProperty("client-id");
            Matcher sink = CLIENT.matcher(client);
            String topic = bean.getKeyProperty("topic").replace('.', '_');
            if (sink.matches() && seen.add(List.of(client, topic, bean.getKeyProperty("partition")))) {
                add(behind, sink.group(1), number(bean, "records-lag"));
            }
        }
    }

    private static void add(Map<String, Double> sums, String connector, double value) {
        if (connector != null && !Double.isNaN(value)) {
            sums.merge(connector, value, Double::sum);
        }
    }

    /** Returns the attribute's number; not a number if the bean lacks it. */
    private double number(ObjectName bean, String attribute) throws JMException {
        for (var declared : beans.getMBeanInfo(bean).getAttributes()) {
            if (declared.getName().equals(attribute)) {
                return ((Number) beans.getAttribute(bean, attribute)).doubleValue();
            }
        }
        return Double.NaN;
    }
}
