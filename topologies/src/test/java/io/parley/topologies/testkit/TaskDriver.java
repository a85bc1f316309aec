package io.parley.topologies.testkit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.internals.StreamTask;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One task: a part of a topology, with stores of its own, on the records of one partition. Its driver is made at the
 * first input, also after a restart: opening stores takes most of a test's time, and most partitions stay empty.
 */
final class TaskDriver implements AutoCloseable {

    /** The partition that the driver assumes for every task. */
    private static final int DRIVERS_PARTITION = 0;

    private final TaskPlan.Part part;
    private final int partition;
    private final TaskPlan plan;
    private final Supplier<Topology> topology;
    private final Properties properties;
    private final Outbox outbox;
    private final Changelogs changelogs = new Changelogs(TopologyFixture.APPLICATION);
    private final Map<String, Long> offsets = new HashMap<>();
    private Instant clock;
    private StateFolder state;
    private TopologyTestDriver driver;

    TaskDriver(
            TaskPlan.Part part,
            int partition,
            TaskPlan plan,
            Supplier<Topology> topology,
            Properties properties,
            Instant clock) {
        this.part = part;
        this.partition = partition;
        this.plan = plan;
        this.topology = topology;
        this.properties = properties;
        this.clock = clock;
        this.outbox = new Outbox(plan::partitionsOf);
    }

    boolean reads(String topic, int ofPartition) {
        return plan.isEverywhere(topic)
                || (ofPartition == partition && part.reads().contains(topic));
    }

    /** Processes a record. */
    void give(Piped piped) {
        start();
        TestRecord<byte[], byte[]> record = piped.record();
        long offset = offsets.merge(piped.topic(), 1L, Long::sum) - 1;
        if (plan.isEverywhere(piped.topic())) {
            driver.createInputTopic(piped.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(record);
            return;
        }
        StreamTask task = DriverAccess.task(driver);
        TopicPartition queue = new TopicPartition(piped.topic(), DRIVERS_PARTITION);
        task.addRecords(
                queue,
                List.of(new ConsumerRecord<>(
                        piped.topic(),
                        partition,
                        offset,
                        record.timestamp(),
                        TimestampType.CREATE_TIME,
                        record.key() == null ? ConsumerRecord.NULL_SIZE : record.key().length,
                        record.value() == null ? ConsumerRecord.NULL_SIZE : record.value().length,
                        record.key(),
                        record.value(),
                        // Processors add to them, and others get the same record.
                        new RecordHeaders(record.headers()),
                        Optional.empty())));
        task.updateNextOffsets(queue, new OffsetAndMetadata(offset + 1, Optional.empty(), ""));
        DriverAccess.work(driver);
    }

    /** The records written to topics since the last call, except changelogs. */
    List<Piped> written() {
        return outbox.take().stream()
                .filter(piped -> !changelogs.add(piped.topic(), piped.record()))
                .toList();
    }

    void advance(Duration time) {
        start();
        clock = clock.plus(time);
        driver.advanceWallClockTime(time);
    }

    void commit() {
        changelogs.commit();
    }

    /**
     * Replaces the task by a new one, with its state from the changelogs.
     *
     * @param fate decides what the changelogs keep
     */
    void restart(Instant now, Consumer<Changelogs> fate) {
        fate.accept(changelogs);
        close();
        clock = now;
    }

    private void start() {
        if (driver != null) {
            return;
        }
        Topology whole = DriverAccess.inMemory(topology.get());
        var builder = DriverAccess.builder(whole);
        plan.parts().stream()
                .filter(other -> other.id() != part.id())
                .forEach(other -> builder.nodeGroups().remove(other.id()));
        state = new StateFolder();
        driver = new TopologyTestDriver(whole, state.in(properties), clock);
        DriverAccess.producer(driver, outbox);
        driver.getAllStateStores().forEach((name, store) -> {
            // It names the stores of the whole topology.
            if (store != null) {
                Changelogs.restore(store, changelogs.of(name));
            }
        });
    }

    @Override
    public void close() {
        if (driver != null) {
            driver.close();
            state.close();
            driver = null;
            outbox.take();
        }
    }
}
