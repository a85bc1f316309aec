package io.parley.gateway.log;

import io.parley.avro.DeadLetter;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.runtime.deadletter.DeadRecord;
import io.parley.runtime.deadletter.Keeping;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records that can't be read to the dead letters, with the reason. Reading never waits for the letter: if the
 * topic rejects its size only the record's position is appended, and a lost letter is counted.
 */
public final class DeadLetterBox {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    private final Appender<DeadLetter> deadLetters;
    private final GatewayMetrics metrics;
    private final String application;

    /** @param application that writes the letter */
    public DeadLetterBox(Appender<DeadLetter> deadLetters, GatewayMetrics metrics, String application) {
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.application = application;
    }

    public void put(ConsumerRecord<byte[], byte[]> poison, RuntimeException reason) {
        metrics.deadLetter();
        DeadRecord record =
                new DeadRecord(poison.topic(), poison.partition(), poison.offset(), poison.key(), poison.value());
        LOG.error("{} can't be used, it goes to the dead letters", record, reason);
        deadLetters.append(poison.topic(), record.letter(application, reason, Keeping.MOST), failure -> {
            if (failure instanceof RecordTooLargeException) {
                putPlace(poison.topic(), record, reason);
            } else if (failure != null) {
                lost(record, failure);
            }
        });
    }

    private void putPlace(String key, DeadRecord record, RuntimeException reason) {
        deadLetters.append(key, record.letter(application, reason, Keeping.PLACE), failure -> {
            if (failure != null) {
                lost(record, failure);
            }
        });
    }

    private void lost(DeadRecord record, Exception failure) {
        metrics.deadLetterLost();
        LOG.error("the dead letter of {} is lost: {}", record, failure.toString());
    }
}
