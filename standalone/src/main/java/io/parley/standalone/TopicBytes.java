package io.parley.standalone;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the bytes that the broker has taken in, by topic, changelogs and its own topics included, under the name of the
 * usual exporters. It covers all brokers of this process.
 */
final class TopicBytes implements Collector {

    private static final String NAME = "kafka_server_brokertopicmetrics_bytesin";
    private static final String PATTERN = "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=*";
    private static final String TOPIC = "topic";

    private final MBeanServer beans;

    TopicBytes(MBeanServer beans) {
        this.beans = beans;
    }

    @Override
    public MetricSnapshot collect() {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(NAME).help("bytes that were appended to a topic");
        try {
            for (ObjectName bean : beans.queryNames(new ObjectName(PATTERN), null)) {
                counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of(TOPIC, bean.getKeyProperty(TOPIC)))
                        .value(((Number) beans.getAttribute(bean, "Count")).doubleValue())
                        .build());
            }
        } catch (JMException e) {
            // A topic was deleted in between: the rest at the next time.
            return counter.build();
        }
        return counter.build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }
}
