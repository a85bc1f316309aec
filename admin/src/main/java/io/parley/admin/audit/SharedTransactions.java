package io.parley.admin.audit;

import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.log.AdminClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes transactions under the one id that all admin processes of an installation share. For one thread at a time.
 *
 * <p>A process that writes after another takes the id over, which ends what the other had under way; the other one notices
 * with its next transaction, and tries again, a few times at most.
 */
final class SharedTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTransactions.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 4;

    private final AdminClients clients;
    private Producer<byte[], byte[]> producer;

    /** Reads on and commits; tried again when another process has taken the id over. */
    @FunctionalInterface
    interface Attempt<T> {

        T run() throws ActRefusedException;
    }

    SharedTransactions(AdminClients clients) {
        this.clients = clients;
    }

    /** @throws ActRefusedException if the attempt does, or the log doesn't take it for certain */
    <T> T attempt(Attempt<T> attempt) throws ActRefusedException {
        KafkaException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                if (producer == null) {
                    producer = clients.producer();
                    producer.initTransactions();
                }
                return attempt.run();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.info("another admin process has written, this one reads on");
                last = e;
                close();
            } catch (KafkaException e) {
                close();
                throw unavailable(e);
            } catch (RuntimeException | Error e) {
                // Of any kind: a transaction may be open, which the next producer aborts.
                close();
                throw e;
            }
        }
        throw unavailable(last);
    }

    /** Writes records in one transaction, within an attempt; returns their offsets. */
    List<Long> commit(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(each -> sent.add(producer.send(each)));
        // Throws what a send has met.
        producer.commitTransaction();
        return sent.stream().map(SharedTransactions::offset).toList();
    }

    /** A transaction that is open is aborted with it, at the latest when the next one begins. */
    @Override
    public void close() {
        if (producer != null) {
            try {
                producer.close(CLOSE_TIMEOUT);
            } catch (KafkaException e) {
                LOG.debug("the producer did not close properly", e);
            }
            producer = null;
        }
    }

    static ActRefusedException unavailable(KafkaException cause) {
        return new ActRefusedException(
                Kind.UNAVAILABLE, "the log does not answer: it may or may not have been done, ask for it again", cause);
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
