package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;

import java.util.Set;

/**
 * A command with its metadata from the log.
 *
 * @param logTime timestamp of its record, in milliseconds since the epoch
 * @param released steps that must not be asked about it
 */
public record CommandRecord(Command command, long logTime, Set<String> released) {}
