package io.parley.bench.layout;

import io.parley.bench.layout.Tail.Arrival;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.RecordBatch;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sorts the latencies of records by their place in a transaction: of its first command, of another command but the
 * first in its partition (which has to be added to the transaction), or another. Each transaction has an epoch of its
 * own of the producer, with which a broker keeps every batch.
 */
final class FirstOfTransaction {

    private final Histogram ofTransaction = new Histogram(3);
    private final Histogram ofPartition = new Histogram(3);
    private final Histogram others = new Histogram(3);

    private record Producer(long id, short epoch) {}

    private record Batch(Producer producer, boolean first) {}

    FirstOfTransaction(Segments segments, Segments.Ends from, Segments.Ends to, List<Arrival> arrivals)
            throws IOException {
        Map<TopicPartition, TreeMap<Long, Batch>> batches = new HashMap<>();
        for (TopicPartition partition :
                arrivals.stream().map(Arrival::partition).collect(Collectors.toSet())) {
            TreeMap<Long, Batch> byOffset = batches.computeIfAbsent(partition, unknown -> new TreeMap<>());
            segments.each(partition, from, to, batch -> byOffset.put(batch.baseOffset(), batch(batch)));
        }
        Map<Producer, Long> begins = new HashMap<>();
        for (Arrival arrival : arrivals) {
            begins.merge(batch(batches, arrival).producer(), arrival.cause(), Math::min);
        }
        for (Arrival arrival : arrivals) {
            Batch batch = batch(batches, arrival);
            Histogram place = begins.get(batch.producer()) == arrival.cause()
                    ? ofTransaction
                    : batch.first() ? ofPartition : others;
            place.recordValue(Math.max(0, arrival.millis()));
        }
    }

    /** Milliseconds from the log's having a command until a record of it came, when it is the transaction's first. */
    Histogram ofTransaction() {
        return ofTransaction;
    }

    /** The same of records in a batch that is the first of its partition in its transaction, of a later command. */
    Histogram ofPartition() {
        return ofPartition;
    }

    /** The same of all others. */
    Histogram others() {
        return others;
    }

    private static Batch batch(RecordBatch batch) {
        return new Batch(new Producer(batch.producerId(), batch.producerEpoch()), batch.baseSequence() == 0);
    }

    private static Batch batch(Map<TopicPartition, TreeMap<Long, Batch>> batches, Arrival arrival) {
        return batches.get(arrival.partition()).floorEntry(arrival.offset()).getValue();
    }
}
