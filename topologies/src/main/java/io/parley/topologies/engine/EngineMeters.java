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
 * Adds the useful meters of the engine and its Kafka clients ({@link EngineMeterFilter}) to those of the process. Some,
 * such as a partition's lag, appear late, so they are looked up again every 10 s.
 */
public final class EngineMeters implements AutoCloseable {

    /** After a rebalance the lag of a new partition should not be missing for long. */
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = DaemonThreads.timer("parley-engine-meters");
    private final KafkaStreamsMetrics metrics;

    /** @param topics that the application reads */
    public EngineMeters(String application, Set<String> topics, KafkaStreams streams, MeterRegistry meters) {
        metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", application)), timer, REFRESH);
        // A registry of its own in between: the target is shared, and may have filters of its own.
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
