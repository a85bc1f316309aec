package io.parley.topologies.conversation.decision;

import io.parley.avro.ConversationKind;

/**
 * What is kept of a conversation as a whole.
 *
 * @param sequence of its newest event
 * @param sentAt the time of that event, in milliseconds since the epoch
 * @param members how many there are now
 * @param owners how many of them are owners
 * @param largeBy sequence of the event by which it became large, which it then stays; 0 if it isn't
 * @param sent up to where those have read who sent the newest messages; of nobody once it is large
 */
public record Head(
        long sequence, long sentAt, ConversationKind kind, int members, int owners, long largeBy, SentMarks sent) {

    private static final long NOT_LARGE = 0;

    /**
     * The head after the first event.
     *
     * @param largeGroupThreshold a group with more members is large
     */
    public static Head first(
            long sequence, long sentAt, ConversationKind kind, int members, int owners, int largeGroupThreshold) {
        Head empty = new Head(sequence - 1, sentAt, kind, 0, 0, NOT_LARGE, SentMarks.NONE);
        return empty.next(sentAt, members, owners, largeGroupThreshold);
    }

    /**
     * This head after one more event.
     *
     * @param largeGroupThreshold a group that grows to more members than this becomes large by it
     */
    public Head next(long sentAt, int members, int owners, int largeGroupThreshold) {
        boolean grows = kind == ConversationKind.GROUP && members > this.members && members > largeGroupThreshold;
        long large = isLarge() || !grows ? largeBy : sequence + 1;
        return new Head(sequence + 1, sentAt, kind, members, owners, large, large == NOT_LARGE ? sent : SentMarks.NONE);
    }

    /** This head, whose event is a message by this user: who sends has read. */
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

    /** Whether it was large before its newest event. */
    public boolean wasLarge() {
        return isLarge() && sequence > largeBy;
    }
}
