package io.parley.bench.layout;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a broker's own files, which show what no consumer is shown: ends of transactions, who wrote a batch, and the
 * bytes. The broker holds a copy of every partition.
 */
final class Segments {

    private final Path logDir;
    private final Admin admin;

    /**
     * Holds how far partitions were written at a moment.
     *
     * @param offsets the next offset of each partition
     */
    record Ends(Map<TopicPartition, Long> offsets) {}

    /** @param logDir of a broker that holds a copy of every partition */
    Segments(Path logDir, Admin admin) {
        this.logDir = logDir;
        this.admin = admin;
    }

    /** Looks how far the topics of these names are written, the ends of transactions included. */
    Ends ends(Predicate<String> topics) throws Exception {
        List<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .filter(topics)
                .toList();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            IntStream.range(0, topic.partitions().size())
                    .forEach(partition -> asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, end) -> offsets.put(partition, end.offset()));
        return new Ends(offsets);
    }

    /** Counts what was appended between two moments, by topic. */
    Map<String, Appended> appended(Ends from, Ends to) throws IOException {
        Map<String, Appended> byTopic = new TreeMap<>();
        for (TopicPartition partition : to.offsets().keySet()) {
            each(partition, from, to, batch -> byTopic.merge(partition.topic(), count(batch), Appended::and));
        }
        return byTopic;
    }

    /** Shows the batches of a partition that were appended between two moments, in their order. */
    void each(TopicPartition partition, Ends from, Ends to, Consumer<RecordBatch> action) throws IOException {
        long begin = from.offsets().getOrDefault(partition, 0L);
        long end = to.offsets().get(partition);
        if (begin == end) {
            return;
        }
        for (Path file : segments(partition)) {
            FileRecords records = FileRecords.open(file.toFile(), false, true, 0, false);
            try {
                for (RecordBatch batch : records.batches()) {
                    if (batch.baseOffset() >= begin && batch.baseOffset() < end) {
                        action.accept(batch);
                    }
                }
            } finally {
                // close() would cut the file to the size it had when opened, while the broker appends to it.
                records.closeHandlers();
            }
        }
    }

    private List<Path> segments(TopicPartition partition) throws IOException {
        try (Stream<Path> files = Files.list(logDir.resolve(partition.toString()))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static Appended count(RecordBatch batch) {
        return batch.isControlBatch()
                ? new Appended(0, 0, 1, batch.sizeInBytes())
                : new Appended(batch.countOrNull(), batch.sizeInBytes(), 0, 0);
    }
}
