package io.parley.connectors.sink;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMetricsTest {

    private static final Map<String, String> TASK = Map.of("connector", "sink", "task", "0");

    private final Metrics worker = new Metrics();
    private final PluginMetricsImpl cancelled = pluginMetrics();
    private final PluginMetricsImpl next = pluginMetrics();

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void shouldShowATasksGaugesWhileTheOneBeforeStillHoldsTheirNames() throws Exception {
        // Given
        new TaskMetrics(cancelled, () -> Instant.ofEpochMilli(1)).gauge("writes", "", () -> 3);

        // When
        new TaskMetrics(next, () -> Instant.ofEpochMilli(2)).gauge("writes", "", () -> 5);

        // Then
        assertThat(shown("writes")).containsExactlyInAnyOrder(3L, 5L);
        cancelled.close();
        assertThat(shown("writes")).containsExactly(5L);
    }

    @Test
    void shouldKeepTheTagsOfAGaugeWhoseNameIsTaken() {
        // Given
        new TaskMetrics(cancelled, () -> Instant.ofEpochMilli(1)).gauge("within", "", Map.of("bound", "5"), () -> 3);

        // When
        new TaskMetrics(next, () -> Instant.ofEpochMilli(2)).gauge("within", "", Map.of("bound", "5"), () -> 4);

        // Then
        Map<String, String> tags = new LinkedHashMap<>(TASK);
        tags.put("bound", "5");
        tags.put(TaskMetrics.STARTED, "2");
        assertThat(worker.metrics().keySet().stream()
                        .filter(name -> name.name().equals("within"))
                        .map(MetricName::tags))
                .contains(tags);
    }

    private List<Object> shown(String name) {
        return worker.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .map(metric -> metric.getValue().metricValue())
                .toList();
    }

    private PluginMetricsImpl pluginMetrics() {
        return new PluginMetricsImpl(worker, TASK);
    }
}
