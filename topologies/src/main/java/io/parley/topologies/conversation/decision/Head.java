package io.parley.topologies.conversation.decision;

import io.parley.avro.ConversationKind;

/**
 * The state of a conversation as a whole.
 *
 * @param sequence of its newest event
 * @param sentAt the time of that event, in milliseconds since the epoch
 * @param members the current number of members
 * @param owners the number of owners among them
 * @param largeBy sequence of the event by which it became large for good; 0 if it isn't
 * @param sent read marks of the senders of the newest messages; empty once the conversation is large
 */
public record Head(
        long sequence, long sentAt, ConversationKind kind, int members, int owners, long largeBy, SentMarks sent) {

    private static final long NOT_LARGE = 0;

    /**
     * Returns the head after the first event.
     *
     * @param largeGroupThreshold a group with more members is large
     */
    public static Head first(
            long sequence, long sentAt, ConversationKind kind, int members, int owners, int largeGroupThreshold) {
        Head empty = new Head(sequence - 1, sentAt, kind, 0, 0, NOT_LARGE, SentMarks.NONE);
        return empty.next(sentAt, members, owners, largeGroupThreshold);
    }

    /**
     * Returns this head after one more event.
     *
     * @param largeGroupThreshold a group that grows to more members than this becomes large
     */
    public Head next(long sentAt, int members, int owners, int largeGroupThreshold) {
        boolean grows = kind == ConversationKind.GROUP && members > this.members && members > largeGroupThreshold;
        long large = isLarge() || !grows ? largeBy : sequence + 1;
        return new Head(sequence + 1, sentAt, kind, members, owners, large, large == NOT_LARGE ? sent : SentMarks.NONE);
    }

    /** Returns this head after a message by this user: senders have read up to their own message. */
    public Head sentBy(String userId) {
        return isLarge()
                ? this
                : new Head(sequence, sentAt, kind, members, owners, largeBy, sent.with(userId, sequence));
    }

    boolean isDirect() {
        return kind == ConversationKind.DIRECT;
    }

    public boolean isLarge() {
        return largeBy != NOT_LARGE;
    }

    /** Whether the conversation was large before its newest event. */
    public boolean wasLarge() {
        return isLarge() && sequence > largeBy;
    }
}
