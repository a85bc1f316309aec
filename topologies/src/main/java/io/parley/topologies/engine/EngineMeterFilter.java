package io.parley.topologies.engine;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Passes the meters of the engine and its clients that an operator may act on. The engine has thousands: some dozens
 * for each store and task, and each again for every partition, connection and admin client; a scrape of all was more
 * than a megabyte. It also shows each topic with a dot in its name twice, the second time with underscores for the
 * dots, which would double sums.
 */
public final class EngineMeterFilter implements MeterFilter {

    private static final String CLIENTS = "kafka.";
    private static final String ENGINE = "kafka.stream.";
    private static final String TOPIC = "topic";

    /** Meters by task, processor, store and cache; the rest is by thread and by process, with the processors' own. */
    private static final List<String> TOO_FINE = List.of(
            "kafka.stream.processor.node.",
            "kafka.stream.record.cache.",
            "kafka.stream.recording.level",
            "kafka.stream.state.",
            "kafka.stream.task.",
            "kafka.stream.topic.");

    /** A rate can be computed from the total of the same name. */
    private static final String RATE_OF_THREAD = ".rate";

    private static final String THREADS = "kafka.stream.thread.";

    private static final Set<String> LAGS =
            Set.of("kafka.consumer.fetch.manager.records.lag", "kafka.consumer.fetch.manager.records.lag.max");

    private static final Set<String> OF_CLIENTS = Stream.of(
                    "consumer.coordinator.assigned.partitions",
                    "consumer.coordinator.commit.latency.max",
                    "consumer.coordinator.failed.rebalance.total",
                    "consumer.coordinator.last.heartbeat.seconds.ago",
                    "consumer.coordinator.rebalance.latency.max",
                    "consumer.coordinator.rebalance.total",
                    "consumer.last.poll.seconds.ago",
                    "producer.buffer.available.bytes",
                    "producer.buffer.exhausted.total",
                    "producer.record.error.total",
                    "producer.record.retry.total",
                    "producer.record.send.total",
                    "producer.request.latency.avg",
                    "producer.request.latency.max")
            .map(CLIENTS::concat)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> topics;

    /** @param topics topics that the application reads, by their real names */
    EngineMeterFilter(Set<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return isKept(id) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    private boolean isKept(Meter.Id id) {
        String name = id.getName();
        if (!name.startsWith(CLIENTS)) {
            return true;
        }
        if (name.startsWith(ENGINE)) {
            return TOO_FINE.stream().noneMatch(name::startsWith)
                    && !(name.startsWith(THREADS) && name.endsWith(RATE_OF_THREAD));
        }
        String topic = id.getTag(TOPIC);
        return LAGS.contains(name)
                ? topic != null && topics.contains(topic)
                : topic == null && OF_CLIENTS.contains(name);
    }
}
