package io.parley.connectors.sink;

import org.apache.kafka.connect.sink.SinkRecord;

import java.util.concurrent.CompletionStage;

/** Keeps records that can never be read. */
@FunctionalInterface
public interface DeadLetters extends AutoCloseable {

    /**
     * Keeps an unchanged record with its position and the reason.
     *
     * @return done when it is kept, so that its offset may advance; fails if a retry may help
     */
    CompletionStage<Void> report(SinkRecord record, Exception reason);

    @Override
    default void close() {}
}
