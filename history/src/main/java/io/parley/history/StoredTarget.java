package io.parley.history;

/**
 * The target of a command, with the sequence up to which it is current.
 *
 * @param event the event as the store has it
 * @param readUpTo the event shows the effect of everything up to this sequence, and perhaps of more
 */
public record StoredTarget(StoredEvent event, long readUpTo) {}
