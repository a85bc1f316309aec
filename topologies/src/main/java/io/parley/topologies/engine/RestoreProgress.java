package io.parley.topologies.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows how much of the stores is still to be restored from changelogs before the first record is processed. Called by
 * restore threads, read by any.
 */
public final class RestoreProgress implements StateRestoreListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

    private final String application;
    private final MeterRegistry meters;
    private final Gauge gauge;
    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

    public RestoreProgress(String application, MeterRegistry meters) {
        this.application = application;
        this.meters = meters;
        this.gauge = Gauge.builder("parley.streams.restore.remaining", this, RestoreProgress::remaining)
                .description("changelog records that are to be read before processing begins")
                .tag("application", application)
                .register(meters);
    }

    /** Changelog records still to be read, over all stores of this process. */
    long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        remaining.put(changelog, to - from);
        LOG.info("{}: restoring {} from {}: up to {} records", application, store, changelog, to - from);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
        remaining.computeIfPresent(changelog, (partition, left) -> Math.max(0, left - count));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long count) {
        remaining.remove(changelog);
        LOG.info("{}: restored {} from {}: {} records", application, store, changelog, count);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long count) {
        remaining.remove(changelog);
    }

    /** Removes its meter from the registry, which may outlive it. */
    @Override
    public void close() {
        meters.remove(gauge);
    }
}
