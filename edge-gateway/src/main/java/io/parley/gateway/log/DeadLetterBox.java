package io.parley.gateway.log;

import io.parley.avro.DeadLetter;
import io.parley.gateway.metrics.GatewayMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;

/** Puts records that can never be read where somebody can look at them, with the reason. */
public final class DeadLetterBox {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    private final Appender<DeadLetter> deadLetters;
    private final GatewayMetrics metrics;
    private final String application;

    /** @param application who says so */
    public DeadLetterBox(Appender<DeadLetter> deadLetters, GatewayMetrics metrics, String application) {
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.application = application;
    }

    void put(ConsumerRecord<byte[], byte[]> poison, RuntimeException reason) {
        metrics.deadLetter();
        LOG.error(
                "topic {} partition {} offset {} can't be used, it goes to the dead letters",
                poison.topic(),
                poison.partition(),
                poison.offset(),
                reason);
        DeadLetter letter = new DeadLetter(
                poison.topic(),
                poison.partition(),
                poison.offset(),
                application,
                String.valueOf(reason.getMessage()),
                wrapped(poison.key()),
                wrapped(poison.value()));
        deadLetters.append(poison.topic(), letter, failure -> {
            if (failure != null) {
                LOG.error("a dead letter was lost", failure);
            }
        });
    }

    private static ByteBuffer wrapped(byte[] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
