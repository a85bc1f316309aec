package io.parley.topologies.testkit;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Collects a task's output, each record in the partition where a producer would put it: partitioners get the topic's
 * number of partitions, and a record without a chosen partition goes by the hash of its key's bytes, or round-robin
 * without a key.
 */
final class Outbox extends MockProducer<byte[], byte[]> {

    private final ToIntFunction<String> partitions;
    private final Map<String, Integer> turns = new HashMap<>();
    private List<Piped> written = new ArrayList<>();

    /** @param partitions returns the partitions of a topic by its name */
    Outbox(ToIntFunction<String> partitions) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.partitions = partitions;
    }

    /** The records written since the last call, in order. */
    List<Piped> take() {
        List<Piped> taken = written;
        written = new ArrayList<>();
        return taken;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return IntStream.range(0, partitions.applyAsInt(topic))
                .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
                .toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        int partition = record.partition() != null ? record.partition() : partitionOf(record);
        written.add(new Piped(
                record.topic(),
                partition,
                new TestRecord<>(
                        record.key(), record.value(), record.headers(), Instant.ofEpochMilli(record.timestamp()))));
        Future<RecordMetadata> sent = super.send(record, callback);
        clear();
        return sent;
    }

    private int partitionOf(ProducerRecord<byte[], byte[]> record) {
        int count = partitions.applyAsInt(record.topic());
        return record.key() == null
                ? Math.floorMod(turns.merge(record.topic(), 1, Integer::sum), count)
                : BuiltInPartitioner.partitionForKey(record.key(), count);
    }
}
