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
 * Offers a record to a producer until it is taken. A producer whose buffer is full, or that has never heard of the topic
 * and reaches no broker, waits for {@code max.block.ms} only, which is short for the sake of topics that are missing; to
 * the engine that would be a failure, after which the task's state is restored from the beginning. Brokers that stall are
 * waited for instead, with the stream thread.
 */
public final class PatientSend {

    /**
     * How long brokers are waited for before an application that is at least once begins again at its last commit. Less
     * than {@code max.poll.interval.ms} (5 min), after which others would have the partitions, and this process still
     * records of theirs to send.
     */
    public static final Duration LONGEST_SEND = Duration.ofMinutes(4);

    private final Duration patience;
    private final LongSupplier nanoTime;

    PatientSend(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** One try of a producer to take a record. */
    @FunctionalInterface
    interface Producer {

        Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback);
    }

    /** Blocks for as long as the patience and one try more; the callback hears of the last try alone. */
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

    /** Keeps to itself that the brokers were not reached, as long as the producer has not returned. */
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
            // What isn't taken is told to the thread that sends; what was taken, to the producer's own.
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
