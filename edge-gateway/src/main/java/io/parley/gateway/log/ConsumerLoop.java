package io.parley.gateway.log;

import io.parley.runtime.lifecycle.DaemonThreads;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a topic on a thread of its own, pass by pass, until it is closed. It waits while a broker or the registry is down,
 * and puts records that can't be used into the dead letters.
 *
 * @param <V> what the records hold
 */
public final class ConsumerLoop<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    /** For closing connections to brokers that may be down; the thread itself gets a little longer. */
    private static final CloseOptions GOODBYE = CloseOptions.timeout(Duration.ofSeconds(1));

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<V> deserializer;
    private final DeadLetterBox deadLetters;
    private final Runnable pass;
    private final Thread thread;
    private volatile boolean closing;

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
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.deadLetters = deadLetters;
        this.pass = pass;
        this.thread = DaemonThreads.thread(name, this::run);
    }

    /** Begins the passes. */
    public void start() {
        thread.start();
    }

    /**
     * Uses a record, and waits for the registry first if it has to. For the thread that polls.
     *
     * @param use takes what the record holds; null for a tombstone
     * @return false if the record can't be used and went to the dead letters
     */
    public boolean use(ConsumerRecord<byte[], byte[]> read, java.util.function.Consumer<V> use) {
        while (!closing) {
            try {
                use.accept(deserializer.deserialize(read.topic(), read.value()));
                return true;
            } catch (RegistryUnavailableException e) {
                LOG.warn("a record of {} waits for the schema registry: {}", topic, e.getMessage());
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            } catch (RuntimeException e) {
                deadLetters.put(read, e);
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        LockSupport.unpark(thread);
        try {
            if (thread.getState() == Thread.State.NEW) {
                consumer.close(GOODBYE);
            }
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                pass.run();
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("{} can't be read, trying again", topic, e);
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            }
        }
        consumer.close(GOODBYE);
    }
}
