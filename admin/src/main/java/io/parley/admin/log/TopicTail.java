package io.parley.admin.log;

import io.parley.runtime.lifecycle.Deadline;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.List;

/** Reads a topic with one partition from the beginning, and each time on to its present end. For one thread at a time. */
public final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    /** Takes a record that was read. */
    @FunctionalInterface
    public interface Reader {

        void read(ConsumerRecord<byte[], byte[]> next);
    }

    TopicTail(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Reads on to the present end. Blocks.
     *
     * @param atLeast an offset that is known to be there, whether or not brokers show it already
     * @throws TimeoutException if that takes longer than the patience
     * @throws KafkaException if the topic can't be read
     */
    public void readOn(long atLeast, Duration patience, Reader reader) {
        Deadline deadline = Deadline.in(patience);
        long end = Math.max(consumer.endOffsets(List.of(partition)).get(partition), atLeast + 1);
        while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(reader::read);
            if (deadline.isOver()) {
                throw new TimeoutException("topic " + partition.topic() + " was not read within " + patience);
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
