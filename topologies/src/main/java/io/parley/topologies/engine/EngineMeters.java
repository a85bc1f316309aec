package io.parley.topologies.engine;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.parley.runtime.lifecycle.DaemonThreads;
import org.apache.kafka.streams.KafkaStreams;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the engine and its Kafka clients measure that is worth watching ({@link EngineMeterFilter}), among the meters of the process. Some of that is there only when the engine
 * runs for a while, as the lag of a partition is, and so it is looked for again and again.
 */
public final class EngineMeters implements AutoCloseable {

    /** After a rebalance the lag of what has come should not be missing for long. */
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = DaemonThreads.timer("parley-engine-meters");
    private final KafkaStreamsMetrics metrics;

    /** @param topics that the application reads */
    public EngineMeters(String application, Set<String> topics, KafkaStreams streams, MeterRegistry meters) {
        metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", application)), timer, REFRESH);
        // A registry of its own in between: the other one is shared, and may be another's to filter.
        CompositeMeterRegistry filtered = new CompositeMeterRegistry(Clock.SYSTEM, List.of(meters));
        filtered.config().meterFilter(new EngineMeterFilter(topics));
        metrics.bindTo(filtered);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        metrics.close();
    }
}
