package io.parley.topologies.conversation.decision;

/**
 * A remembered command that took effect.
 *
 * @param sequence sequence of its event
 * @param left whether its sender left the conversation by it: of later requests only the one for that event is allowed
 */
public record Remembered(long sequence, boolean left) {}
