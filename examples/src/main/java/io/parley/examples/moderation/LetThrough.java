package io.parley.examples.moderation;

import io.parley.avro.Command;
import io.parley.avro.HeldCommand;
import io.parley.topologies.step.Release;
import org.apache.kafka.common.header.Headers;

/**
 * The record that a moderator's tool writes to {@code commands} to release a held command; under the same key, in the
 * partition {@code topics.commands().partitionOf(conversationId)}. Written twice it takes effect once, like any
 * command.
 */
public record LetThrough(Command command, Headers headers) {

    /** @param headers of the record in {@code held} */
    public static LetThrough of(HeldCommand held, Headers headers) {
        return new LetThrough(held.getCommand(), Release.of(headers, held.getStep()));
    }
}
