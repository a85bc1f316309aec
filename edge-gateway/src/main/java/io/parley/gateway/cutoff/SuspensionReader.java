package io.parley.gateway.cutoff;

import io.parley.avro.Suspension;
import io.parley.gateway.log.ConsumerLoop;
import io.parley.gateway.log.DeadLetterBox;
import io.parley.runtime.lifecycle.Deadline;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads {@code suspensions}, from the beginning to the present end before any client is let in, and follows it from then
 * on, on a thread of its own. Only {@link #close} ends it.
 *
 * <p>It waits for a broker or a registry that is away, be it the one that this topic needs alone: {@link #isCurrent} says
 * whether the end of the topic was reached lately, so that a gateway turns unready which hears of no suspension. A record
 * that can't be read goes to the dead letters.
 */
public final class SuspensionReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SuspensionReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);
    private static final Duration METADATA_PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Suspensions suspensions;
    private final Clock clock;
    private final TopicPartition partition;
    private final ConsumerLoop<Suspension> loop;
    private Instant nextCleaning;
    private Instant nextCheck;
    private volatile Instant current;

    /** @param consumer used and closed by this reader alone from now on */
    public SuspensionReader(
            Consumer<byte[], byte[]> consumer,
            Topic<Suspension> topic,
            Deserializer<Suspension> deserializer,
            Suspensions suspensions,
            DeadLetterBox deadLetters,
            Clock clock) {
        this.consumer = consumer;
        this.suspensions = suspensions;
        this.clock = clock;
        this.partition = new TopicPartition(topic.name(), 0);
        this.nextCleaning = clock.instant();
        this.nextCheck = nextCleaning;
        this.current = nextCleaning;
        this.loop =
                new ConsumerLoop<>("parley-suspensions", topic.name(), consumer, deserializer, deadLetters, this::pass);
    }

    /**
     * Reads the whole topic, blocking, and goes on to follow it.
     *
     * @throws IllegalStateException if that takes longer than the patience, or the topic is missing
     */
    public void start(Duration patience) {
        Deadline deadline = Deadline.in(patience);
        awaitTopic(deadline);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
            read();
            if (deadline.isOver()) {
                throw new IllegalStateException("topic " + partition.topic() + " was not read within " + patience);
            }
        }
        current = clock.instant();
        LOG.info("{} suspensions count", suspensions.size());
        loop.start();
    }

    /** Whether the end of the topic was reached within this time; at any time from any thread. */
    public boolean isCurrent(Duration longest) {
        return !current.plus(longest).isBefore(clock.instant());
    }

    @Override
    public void close() {
        loop.close();
    }

    private void awaitTopic(Deadline deadline) {
        while (true) {
            List<PartitionInfo> partitions;
            try {
                partitions = consumer.partitionsFor(partition.topic(), METADATA_PATIENCE);
            } catch (TimeoutException e) {
                partitions = List.of();
                LOG.debug("the brokers don't answer yet", e);
            }
            if (partitions != null && !partitions.isEmpty()) {
                return;
            }
            if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException(
                        "topic " + partition.topic() + " is missing, or no broker answers (expected: made by setup)");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** One round of the loop; what it throws is tried again. */
    void pass() {
        try {
            read();
            check();
        } catch (InvalidOffsetException e) {
            // What counted goes on to count until the topic says otherwise.
            LOG.warn("suspensions are read again from the beginning: {}", e.getMessage());
            consumer.seekToBeginning(List.of(partition));
        }
    }

    /** After a poll without records the topic may be calm, or its broker away. */
    private void check() {
        if (!clock.instant().isBefore(nextCheck)) {
            long end =
                    consumer.endOffsets(List.of(partition), METADATA_PATIENCE).get(partition);
            nextCheck = clock.instant().plus(BETWEEN_CHECKS);
            if (consumer.position(partition) >= end) {
                current = clock.instant();
            }
        }
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
            loop.use(next, suspension -> suspensions.apply(new String(next.key(), StandardCharsets.UTF_8), suspension));
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextCleaning)) {
            nextCleaning = now.plus(BETWEEN_CLEANINGS);
            suspensions.forget(now);
        }
    }
}
