package io.parley.gateway.lease;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.schemas.GatewayId;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads one gateway's records of {@code gateways}, from the beginning on. For one thread, except the wake-up. */
public final class LeaseReader {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final GatewayId gateway;
    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<GatewayChange> deserializer;
    private final TopicPartition partition;

    /** @param consumer used by this alone from now on */
    public LeaseReader(
            GatewayId gateway,
            Consumer<byte[], byte[]> consumer,
            Topic<GatewayChange> topic,
            Deserializer<GatewayChange> deserializer) {
        this.gateway = gateway;
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.partition = new TopicPartition(topic.name(), 0);
    }

    /** Reads up to the current end, blocking. Returns the highest epoch that the gateway ever had, or 0. */
    long catchUp() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        long highest = 0;
        while (consumer.position(partition) < end) {
            for (GatewayChange change : poll()) {
                highest = Math.max(highest, epochOf(change));
            }
        }
        return highest;
    }

    /** Returns the gateway's records since the last poll; waits a little for new ones. */
    List<GatewayChange> poll() {
        List<GatewayChange> mine = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> change : consumer.poll(POLL)) {
            GatewayChange read = read(change);
            if (read != null && read.getGatewayId().equals(gateway.value())) {
                mine.add(read);
            }
        }
        return mine;
    }

    /** Makes the current or next poll throw a {@code WakeupException}. For any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    /** The epoch that a lease or verdict is about; 0 for anything else. */
    static long epochOf(GatewayChange change) {
        if (change.getBody() instanceof Lease lease) {
            return lease.getEpoch();
        }
        return change.getBody() instanceof Lost lost ? lost.getEpoch() : 0;
    }

    private GatewayChange read(ConsumerRecord<byte[], byte[]> change) {
        while (true) {
            try {
                return deserializer.deserialize(change.topic(), change.value());
            } catch (RegistryUnavailableException e) {
                // The poll has already waited, and stops when the thread is interrupted.
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("a lease waits for the schema registry: {}", e.getMessage());
            } catch (SerializationException e) {
                LOG.error("offset {} of {} can't be read", change.offset(), change.topic(), e);
                return null;
            }
        }
    }
}
