package io.parley.topologies.failure;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers topics that were just found missing. Asking the brokers again for each record would block a stream thread
 * for {@code max.block.ms} each time, and one gateway that is gone for good would delay everybody's deliveries. Safe
 * for use by several threads.
 *
 * <p>Records sent meanwhile are lost, even if the topic has just been created. That is harmless: a gateway creates its
 * topic before its first lease, and announces a session again until the answer arrives.
 */
public final class MissingTopics {

    private static final Duration MEMORY = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Long> missingUntil = new ConcurrentHashMap<>();

    public MissingTopics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a broker has said that the topic doesn't exist. A time-out alone says nothing about the topic: no broker
     * may have been reached, or there was no room for the record.
     */
    static boolean isSaidBy(Exception failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || (failure instanceof TimeoutException
                        && failure.getCause() instanceof UnknownTopicOrPartitionException);
    }

    void add(String topic) {
        missingUntil.put(topic, nanoTime.getAsLong() + MEMORY.toNanos());
    }

    boolean contains(String topic) {
        if (missingUntil.isEmpty()) {
            return false;
        }
        Long until = missingUntil.get(topic);
        if (until == null) {
            return false;
        }
        if (nanoTime.getAsLong() - until < 0) {
            return true;
        }
        missingUntil.remove(topic, until);
        return false;
    }
}
