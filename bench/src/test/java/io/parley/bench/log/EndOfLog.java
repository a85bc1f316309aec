package io.parley.bench.log;

import io.parley.schemas.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Opens consumers at the end of topics, all partitions. */
public final class EndOfLog {

    private EndOfLog() {}

    /** Opens a consumer of committed records. The caller closes it. */
    public static KafkaConsumer<byte[], byte[]> committed(
            String bootstrapServers, Collection<? extends Topic<?>> topics) {
        return open(bootstrapServers, topics, "read_committed");
    }

    /** Opens a consumer ahead of commits, as the owner of users reads. The caller closes it. */
    public static KafkaConsumer<byte[], byte[]> aheadOfCommits(
            String bootstrapServers, Collection<? extends Topic<?>> topics) {
        return open(bootstrapServers, topics, "read_uncommitted");
    }

    private static KafkaConsumer<byte[], byte[]> open(
            String bootstrapServers, Collection<? extends Topic<?>> topics, String isolation) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // The end is looked up when it is asked for.
        partitions.forEach(consumer::position);
        return consumer;
    }
}
