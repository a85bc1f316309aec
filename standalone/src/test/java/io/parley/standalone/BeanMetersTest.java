package io.parley.standalone;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;

import java.util.List;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

import static org.assertj.core.api.Assertions.assertThat;

class BeanMetersTest {

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    /** As a meter of the broker. */
    public interface Meter {

        long getCount();
    }

    @Test
    void shouldShowWhatEachTopicTookIn() throws Exception {
        // Given
        meter("events", 1_000);
        meter("parley.user-user-inboxes-changelog", 70);

        // When
        CounterSnapshot counter = (CounterSnapshot) new TopicBytes(beans).collect();

        // Then
        assertThat(counter.getDataPoints())
                .extracting(point -> point.getLabels().get("topic") + "=" + (long) point.getValue())
                .containsExactlyInAnyOrder("events=1000", "parley.user-user-inboxes-changelog=70");
    }

    @Test
    void shouldShowNothingWhenThereIsNoSink() {
        assertThat(((HistogramSnapshot) new StoredAges(beans).collect()).getDataPoints())
                .isEmpty();
    }

    @Test
    void shouldAddUpTheTasksWhenThereAreSeveral() throws Exception {
        // Given
        for (int task = 0; task < 2; task++) {
            bucket(task, "5", 1);
            bucket(task, "10", 3 + task);
            bucket(task, "inf", 4 + task);
            beans.registerMBean(new Attributes("stored-age-ms-total", 100L), bean("connector=sink,task=" + task));
        }

        // When
        HistogramSnapshot.HistogramDataPointSnapshot point = ((HistogramSnapshot) new StoredAges(beans).collect())
                .getDataPoints()
                .get(0);

        // Then
        assertThat(point.getClassicBuckets().stream().map(bucket -> bucket.getUpperBound() + "=" + bucket.getCount()))
                .containsExactly("0.005=2", "0.01=5", "Infinity=2");
        assertThat(point.getSum()).isEqualTo(0.2);
    }

    @Test
    void shouldTellHowFarASinkIsBehindWhenItReadsAndWrites() throws Exception {
        // Given two partitions, one of them by both names of its topic, and writes that are under way
        partition("parley.events", 0, 4.0);
        partition("parley_events", 0, 4.0);
        partition("parley.events", 1, 0.0);
        partition("parley.events", 2, Double.NaN);
        beans.registerMBean(new Attributes("writes-in-flight", 3L), bean("connector=parley.sink,task=0"));

        // When
        MetricSnapshots meters = new SinkMeters(beans).collect();

        // Then
        assertThat(points(meters, "parley_sink_lag")).containsExactly("parley.sink=7");
    }

    @Test
    void shouldTellThatASinkIsNotBehindWhenAllThatCanBeReadIsStored() throws Exception {
        // Given
        partition("parley.events", 0, 0.0);
        beans.registerMBean(new Attributes("dead-letters-lost-total", 0L), bean("connector=parley.sink,task=0"));

        // When
        MetricSnapshots meters = new SinkMeters(beans).collect();

        // Then
        assertThat(points(meters, "parley_sink_lag")).containsExactly("parley.sink=0");
        assertThat(points(meters, "parley_sink_dead_letters_lost")).containsExactly("parley.sink=0");
    }

    private static List<String> points(MetricSnapshots meters, String name) {
        return meters.stream()
                .filter(meter -> meter.getMetadata().getName().equals(name))
                .flatMap(meter -> meter.getDataPoints().stream())
                .map(point -> point.getLabels().get("connector") + "=" + (int) valueOf(point))
                .toList();
    }

    private static double valueOf(DataPointSnapshot point) {
        return point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge
                ? gauge.getValue()
                : ((CounterSnapshot.CounterDataPointSnapshot) point).getValue();
    }

    private void partition(String topic, int partition, double lag) throws Exception {
        beans.registerMBean(
                new Attributes("records-lag", lag),
                new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,"
                        + "client-id=connector-consumer-parley.sink-0,topic=" + topic + ",partition=" + partition));
    }

    private void meter(String topic, long count) throws Exception {
        beans.registerMBean(
                new StandardMBean((Meter) () -> count, Meter.class),
                new ObjectName("kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=" + topic));
    }

    private void bucket(int task, String bound, long count) throws Exception {
        beans.registerMBean(
                new Attributes("stored-within-total", count),
                bean("connector=sink,task=" + task + ",milliseconds=" + bound));
    }

    private static ObjectName bean(String properties) throws Exception {
        return new ObjectName("kafka.connect:type=plugins," + properties);
    }
}
