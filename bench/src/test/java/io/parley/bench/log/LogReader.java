package io.parley.bench.log;

import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the committed records of a topic, all partitions, from where they ended when it was made. For one thread. */
public final class LogReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    LogReader(String bootstrapServers, Topic<?> topic) {
        this.topic = topic.name();
        consumer = EndOfLog.committed(bootstrapServers, List.of(topic));
    }

    /** The values of the next so many records. */
    public List<byte[]> next(int records) {
        List<byte[]> values = new ArrayList<>(records);
        each(records, values::add);
        return values;
    }

    /** Shows the values of the next so many records, as they come. */
    public void each(int records, Consumer<byte[]> arrived) {
        int came = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (came < records) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                arrived.accept(record.value());
                came++;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "only " + came + " of " + records + " came out of " + topic + " in " + PATIENCE);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
