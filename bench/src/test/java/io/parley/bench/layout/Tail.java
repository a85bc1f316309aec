package io.parley.bench.layout;

import io.parley.bench.log.EndOfLog;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads topics from now on, ahead of commits as the owner of users does, on a thread of its own, and notes when each
 * record came.
 */
final class Tail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final Thread thread = new Thread(this::read, "tail");
    private volatile boolean closed;
    private volatile long lastNanos = System.nanoTime();

    /**
     * A record as it came.
     *
     * @param cause the time of the command, when the log had it, in ms since 1970
     * @param came in ms since 1970
     */
    record Arrival(TopicPartition partition, long offset, long cause, long came) {

        long millis() {
            return came - cause;
        }
    }

    Tail(String bootstrapServers, Collection<? extends Topic<?>> topics) {
        consumer = EndOfLog.aheadOfCommits(bootstrapServers, topics);
        if (!topics.isEmpty()) {
            thread.start();
        }
    }

    /** All that came. */
    List<Arrival> arrivals() {
        return new ArrayList<>(arrivals);
    }

    /** Returns when so many records have come in all. */
    void await(long records) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count.get() < records) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + count + " of " + records + " records came in " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Returns when nothing has come for a while. */
    void awaitQuiet() {
        while (System.nanoTime() - lastNanos < QUIET.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the last records were read", e);
        }
        consumer.close();
    }

    private void read() {
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                arrivals.add(new Arrival(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        record.timestamp(),
                        System.currentTimeMillis()));
                count.incrementAndGet();
                lastNanos = System.nanoTime();
            }
        }
    }
}
