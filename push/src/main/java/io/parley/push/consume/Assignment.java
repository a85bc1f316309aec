package io.parley.push.consume;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Tracks the partitions that a consumer reads. Used on the consumer's thread alone. */
final class Assignment implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable afterRevocation;
    private final Map<TopicPartition, SentOffsets> partitions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /** @param afterRevocation runs when notifications of revoked partitions are abandoned */
    Assignment(Consumer<byte[], byte[]> consumer, Runnable afterRevocation) {
        this.consumer = consumer;
        this.afterRevocation = afterRevocation;
    }

    SentOffsets of(TopicPartition partition) {
        return partitions.get(partition);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> notes = consumer.committed(Set.copyOf(assigned));
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata note = notes.get(partition);
            long position = consumer.position(partition);
            OffsetNote resumed =
                    note == null ? OffsetNote.nothing(position) : OffsetNote.decode(note.offset(), note.metadata());
            partitions.put(partition, new SentOffsets(resumed, position));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        commit();
        onPartitionsLost(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        for (TopicPartition partition : lost) {
            SentOffsets offsets = partitions.remove(partition);
            committed.remove(partition);
            if (offsets != null) {
                offsets.revoke();
            }
        }
        afterRevocation.run();
    }

    /** Commits what has ended since the last time. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        partitions.forEach((partition, offsets) -> {
            OffsetAndMetadata committable = offsets.committable();
            if (!committable.equals(committed.get(partition))) {
                changed.put(partition, committable);
            }
        });
        if (!changed.isEmpty()) {
            consumer.commitSync(changed);
            committed.putAll(changed);
        }
    }
}
