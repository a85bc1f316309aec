package io.parley.gateway.log;

import io.parley.avro.Delivery;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.HopStamp;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads the gateway's delivery topic on a thread of its own, from the end on. Only {@link #close} ends it.
 *
 * <p>It waits while a broker or the registry is down, and reports a gap in the topic, after the retention overtook it,
 * to the handler. An unusable record goes to the dead letters and is a gap too: the recipients are inside the
 * unreadable record, so every session is resynchronised. Fresh inboxes for all are milder than lost connections for
 * all; sessions start over at once and then at most every half minute, for any number of such records.
 */
public final class DeliveryConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryConsumer.class);
    private static final Duration POISON_GAP_INTERVAL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final DeliveryHandler handler;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final TopicPartition partition;
    private final ConsumerLoop<Delivery> loop;
    private boolean lost;
    private boolean poisoned;
    private long nextPoisonGap;
    private volatile long unread;

    /** @param consumer used and closed by this reader alone from now on */
    public DeliveryConsumer(
            Consumer<byte[], byte[]> consumer,
            Topic<Delivery> topic,
            Deserializer<Delivery> deserializer,
            DeliveryHandler handler,
            DeadLetterBox deadLetters,
            GatewayMetrics metrics,
            Clock clock,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.handler = handler;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.nextPoisonGap = nanoTime.getAsLong();
        this.partition = new TopicPartition(topic.name(), 0);
        this.loop =
                new ConsumerLoop<>("parley-deliveries", topic.name(), consumer, deserializer, deadLetters, this::pass);
    }

    /** Finds the end of the topic, blocking, and starts to read there: everything appended after this call is read. */
    public void start() {
        consumer.assign(List.of(partition));
        seekToEnd();
        metrics.deliveries().waiting(this, each -> each.unread);
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }

    private void pass() {
        try {
            if (lost) {
                seekToEnd();
                handler.deliveriesLost();
                lost = false;
            }
            read(consumer.poll(POLL));
            reportPoison();
        } catch (InvalidOffsetException e) {
            LOG.warn("deliveries were lost, every session starts over: {}", e.getMessage());
            lost = true;
        }
    }

    private void read(ConsumerRecords<byte[], byte[]> batch) {
        // Only this thread may use the consumer.
        long behind = consumer.currentLag(partition).orElse(0);
        unread = behind + batch.count();
        Instant now = clock.instant();
        java.util.function.Consumer<Delivery> deliver = handler::deliver;
        for (ConsumerRecord<byte[], byte[]> delivery : batch) {
            long micros = HopStamp.microsSince(delivery.headers(), delivery.timestamp(), now);
            metrics.deliveries().read(Duration.of(micros, ChronoUnit.MICROS));
            poisoned |= !loop.use(delivery, deliver);
        }
        if (!batch.isEmpty()) {
            handler.endOfBatch();
        }
        unread = behind;
    }

    private void reportPoison() {
        long now = nanoTime.getAsLong();
        if (poisoned && now - nextPoisonGap >= 0) {
            LOG.warn("a delivery could not be used, every session starts over");
            poisoned = false;
            nextPoisonGap = now + POISON_GAP_INTERVAL.toNanos();
            handler.deliveriesLost();
        }
    }

    private void seekToEnd() {
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
    }
}
