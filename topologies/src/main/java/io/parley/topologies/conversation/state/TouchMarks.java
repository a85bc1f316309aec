package io.parley.topologies.conversation.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The last events that touched messages of a conversation, one per remembered half-day and one for those before: so it
 * is known up to which sequence touches may be forgotten, without a write when they are.
 *
 * @param marks ascending; at most one is of an expired half-day
 */
record TouchMarks(List<Mark> marks) {

    static final TouchMarks NONE = new TouchMarks(List.of());

    /** @param sequence of the last event of this half-day that touched a message */
    record Mark(int halfDay, long sequence) {}

    TouchMarks {
        marks = List.copyOf(marks);
    }

    /** Returns the marks after one more touch, the newest of all. */
    TouchMarks touched(int halfDay, long sequence) {
        List<Mark> next = new ArrayList<>(marks.size() + 1);
        for (Mark mark : marks) {
            if (mark.halfDay() >= halfDay) {
                break;
            }
            if (isForgotten(mark, halfDay)) {
                next.clear();
            }
            next.add(mark);
        }
        next.add(new Mark(halfDay, sequence));
        return new TouchMarks(next);
    }

    /** The sequence up to which touches may be forgotten; 0 if none are. */
    long forgottenUpTo(int halfDay) {
        long sequence = 0;
        for (Mark mark : marks) {
            if (isForgotten(mark, halfDay)) {
                sequence = mark.sequence();
            }
        }
        return sequence;
    }

    private static boolean isForgotten(Mark mark, int now) {
        return mark.halfDay() < now - StateKeys.HALF_DAYS_BEFORE;
    }
}
