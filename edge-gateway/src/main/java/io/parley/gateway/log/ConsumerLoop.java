package io.parley.gateway.log;

import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Reads a topic on a thread of its own, pass by pass, until it is closed. It waits while a broker or the registry is down,
 * and puts records that can't be used into the dead letters.
 *
 * @param <V> what the records hold
 */
public final class ConsumerLoop<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    /** For closing connections to brokers that may be down. */
    private static final CloseOptions GOODBYE = CloseOptions.timeout(Duration.ofSeconds(1));

    private final String topic;
    private final Deserializer<V> deserializer;
    private final DeadLetterBox deadLetters;
    private final PassLoop loop;

    /**
     * @param name of the thread
     * @param consumer used by the passes and closed by this
     * @param pass polls once and uses what has come; what it throws is tried again
     */
    public ConsumerLoop(
            String name,
            String topic,
            Consumer<byte[], byte[]> consumer,
            Deserializer<V> deserializer,
            DeadLetterBox deadLetters,
            Runnable pass) {
        this.topic = topic;
        this.deserializer = deserializer;
        this.deadLetters = deadLetters;
        this.loop = new PassLoop(name, topic, pass, consumer::wakeup, () -> consumer.close(GOODBYE));
    }

    /** Begins the passes. */
    public void start() {
        loop.start();
    }

    /**
     * Uses a record, and waits for the registry first if it has to. For the thread that polls.
     *
     * @param use takes what the record holds; null for a tombstone
     * @return false if the record can't be used and went to the dead letters
     */
    public boolean use(ConsumerRecord<byte[], byte[]> read, java.util.function.Consumer<V> use) {
        while (!loop.isClosing()) {
            try {
                use.accept(deserializer.deserialize(read.topic(), read.value()));
                return true;
            } catch (RegistryUnavailableException e) {
                LOG.warn("a record of {} waits for the schema registry: {}", topic, e.getMessage());
                loop.pause();
            } catch (RuntimeException e) {
                deadLetters.put(read, e);
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        loop.close();
    }
}
