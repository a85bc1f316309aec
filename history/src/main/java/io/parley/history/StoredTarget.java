package io.parley.history;

/**
 * An event that somebody's command is about, and how much of the conversation it shows.
 *
 * @param event the event as the store has it
 * @param readUpTo the event shows the effect of everything up to this sequence, and perhaps of more
 */
public record StoredTarget(StoredEvent event, long readUpTo) {}
