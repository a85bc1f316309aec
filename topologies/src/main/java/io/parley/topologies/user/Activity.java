package io.parley.topologies.user;

import io.parley.avro.InboxPosition;

import java.util.Comparator;

/**
 * Places a conversation in a user's inbox: by its newest event, the newest first, and then by its id, so that no two
 * share a place.
 *
 * @param atMs when the newest event was sent, in ms of the log's clock
 */
record Activity(long atMs, String conversationId) implements Comparable<Activity> {

    private static final Comparator<Activity> NEWEST_FIRST =
            Comparator.comparingLong(Activity::atMs).reversed().thenComparing(Activity::conversationId);

    static Activity of(InboxPosition position) {
        return new Activity(position.getActiveAtMs(), position.getConversationId());
    }

    InboxPosition toPosition() {
        return new InboxPosition(atMs, conversationId);
    }

    /** Whether this place comes after the other, so that the conversation is older. */
    boolean isBehind(Activity other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Activity other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
