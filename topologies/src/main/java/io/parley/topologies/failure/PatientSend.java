package io.parley.topologies.failure;

import io.parley.runtime.lifecycle.Deadline;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Offers a record to a producer until it accepts it. A producer whose buffer is full, or that doesn't know the topic
 * and reaches no broker, waits for {@code max.block.ms} only, which is short because of missing topics; the engine
 * would treat that as a failure and restore the task's state from the beginning. So the stream thread waits for stalled
 * brokers instead.
 */
public final class PatientSend {

    /**
     * The longest wait for brokers before an application that runs at least once restarts from its last commit. Less
     * than {@code max.poll.interval.ms} (5 min), after which others would own the partitions while this process still
     * had records of theirs to send.
     */
    public static final Duration LONGEST_SEND = Duration.ofMinutes(4);

    private final Duration patience;
    private final LongSupplier nanoTime;

    PatientSend(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** One attempt of a producer to accept a record. */
    @FunctionalInterface
    interface Producer {

        Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback);
    }

    /** Blocks for at most the patience and one more attempt; the callback gets the result of the last attempt only. */
    Future<RecordMetadata> send(Producer producer, ProducerRecord<byte[], byte[]> record, Callback callback) {
        Deadline deadline = Deadline.in(patience, nanoTime);
        while (true) {
            Try once = new Try(callback);
            Future<RecordMetadata> result = producer.send(record, once);
            Exception refusal = once.returned();
            if (refusal == null) {
                return result;
            }
            if (deadline.isOver()) {
                callback.onCompletion(null, refusal);
                return result;
            }
        }
    }

    /** Hides that the brokers were not reached, as long as the producer has not returned. */
    private static final class Try implements Callback {

        private final Callback callback;
        private final Thread sender = Thread.currentThread();
        private boolean sending = true;
        private Exception refusal;

        Try(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            // A rejected record is reported to the sending thread, an accepted one to the producer's own.
            if (Thread.currentThread() == sender && sending && isWorthATry(failure)) {
                refusal = failure;
            } else {
                callback.onCompletion(metadata, failure);
            }
        }

        private static boolean isWorthATry(Exception failure) {
            return failure instanceof TimeoutException && !MissingTopics.isSaidBy(failure);
        }

        Exception returned() {
            sending = false;
            return refusal;
        }
    }
}
