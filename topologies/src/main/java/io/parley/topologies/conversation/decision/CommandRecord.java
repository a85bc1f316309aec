package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;

import java.util.Set;

/**
 * A command as the log brings it.
 *
 * @param logTime of its record, in milliseconds since the epoch
 * @param released the steps that are not to be asked about it
 */
public record CommandRecord(Command command, long logTime, Set<String> released) {}
