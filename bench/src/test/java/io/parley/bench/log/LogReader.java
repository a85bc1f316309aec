package io.parley.bench.log;

import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads the committed records of a topic, all partitions, from where they ended when it was made. For one thread. */
public final class LogReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    LogReader(String bootstrapServers, Topic<?> topic) {
        this.topic = topic.name();
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up when it is asked for.
        partitions.forEach(consumer::position);
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
