package io.parley.connectors.sink;

import org.apache.kafka.connect.sink.SinkRecord;

import java.util.concurrent.CompletionStage;

/** Where records go that can never be read. */
@FunctionalInterface
public interface DeadLetters extends AutoCloseable {

    /**
     * Keeps a record as it is, with its place and why it can't be read.
     *
     * @return done when it is kept, so that its offset may advance; fails when trying again may help
     */
    CompletionStage<Void> report(SinkRecord record, Exception reason);

    @Override
    default void close() {}
}
