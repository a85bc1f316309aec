package io.parley.resilience.journal;

/**
 * Holds what of an event two sessions have to agree on.
 *
 * @param sentAt as the server wrote it, so that equal texts are equal times
 * @param detail what the event says beside that: a message's text, the users of a membership change
 */
public record SeenEvent(
        String conversation,
        long sequence,
        String kind,
        String commandId,
        String senderId,
        String sentAt,
        String detail) {}
