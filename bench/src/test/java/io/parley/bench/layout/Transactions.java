package io.parley.bench.layout;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionMetadata;
import org.apache.kafka.coordinator.transaction.TransactionState;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads back what became of transactions, as their coordinators wrote it into the transaction log. */
final class Transactions {

    private final List<Transaction> ended = new ArrayList<>();
    private final Map<String, Open> open = new HashMap<>();
    private long records;

    /**
     * One that has ended, its markers written.
     *
     * @param openMillis from its first record until its end was asked for and decided
     * @param endMillis from then until all its markers were written; the next one can't write before
     * @param partitions that it wrote to, each with a marker
     * @param records that it left in the transaction log
     */
    record Transaction(boolean committed, long openMillis, long endMillis, int partitions, int records) {}

    /** One that hasn't ended yet, as far as it was read. */
    private static final class Open {
        private long began;
        private long decided;
        private int partitions;
        private int records;
    }

    /** Reads those of the applications whose ids begin so, between two moments. */
    Transactions(Segments segments, Segments.Ends from, Segments.Ends to, String prefix) throws IOException {
        for (TopicPartition partition : to.offsets().keySet()) {
            if (partition.topic().equals(Topic.TRANSACTION_STATE_TOPIC_NAME)) {
                segments.each(partition, from, to, batch -> batch.forEach(record -> take(record, prefix)));
            }
        }
    }

    /** Those that have ended. */
    List<Transaction> ended() {
        return ended;
    }

    /** How many records all left in the transaction log. */
    long records() {
        return records;
    }

    private void take(Record record, String prefix) {
        if (TransactionLog.read(record.key(), record.value()) instanceof TransactionLog.TxnRecord known
                && known.transactionId().startsWith(prefix)) {
            records++;
            take(known.transactionId(), known.metadata());
        }
    }

    private void take(String id, TransactionMetadata now) {
        Open one = open.computeIfAbsent(id, unknown -> new Open());
        one.records++;
        switch (now.state()) {
            case ONGOING -> one.began = now.txnStartTimestamp();
            case PREPARE_COMMIT, PREPARE_ABORT -> {
                one.began = one.began == 0 ? now.txnStartTimestamp() : one.began;
                one.decided = now.txnLastUpdateTimestamp();
                one.partitions = now.topicPartitions().size();
            }
            case COMPLETE_COMMIT, COMPLETE_ABORT -> {
                if (one.decided > 0) {
                    ended.add(new Transaction(
                            now.state() == TransactionState.COMPLETE_COMMIT,
                            one.decided - one.began,
                            now.txnLastUpdateTimestamp() - one.decided,
                            one.partitions,
                            one.records));
                }
                open.remove(id);
            }
            default -> {}
        }
    }
}
