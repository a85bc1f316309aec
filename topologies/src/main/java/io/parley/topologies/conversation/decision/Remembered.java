package io.parley.topologies.conversation.decision;

/**
 * What is kept of a command that took effect.
 *
 * @param sequence of the event that came of it
 * @param left whether its sender left the conversation by it: they may ask for that one event after it, and no other
 */
public record Remembered(long sequence, boolean left) {}
