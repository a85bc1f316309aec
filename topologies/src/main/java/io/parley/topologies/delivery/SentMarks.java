package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.SentMark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Up to where those have read who sent the newest messages of a conversation: who sends one has read up to it. They are kept
 * in the row that each event writes anyway, so that a message writes no row for its sender beside it. The mark of the one who
 * sent something longest ago goes into that member's own row when there are more than {@value #MOST}; so a talk among
 * that many never costs more.
 *
 * @param marks the longest ago first
 */
record SentMarks(List<SentMark> marks) {

    static final int MOST = 4;

    static final SentMarks NONE = new SentMarks(List.of());

    SentMarks {
        marks = List.copyOf(marks);
    }

    /** With a message that is newer than all of these. */
    SentMarks with(Event message) {
        List<SentMark> next = new ArrayList<>(marks.size() + 1);
        for (SentMark mark : marks) {
            if (!mark.getUserId().equals(message.getSenderId())) {
                next.add(mark);
            }
        }
        next.add(new SentMark(message.getSenderId(), message.getSequence()));
        return new SentMarks(next);
    }

    /** The one that has to go into its member's row. */
    Optional<SentMark> overflow() {
        return marks.size() > MOST ? Optional.of(marks.get(0)) : Optional.empty();
    }

    SentMarks withoutOverflow() {
        return new SentMarks(marks.subList(marks.size() - MOST, marks.size()));
    }

    /** A member's row with the mark that is here, where it is ahead. */
    MemberState raise(String userId, MemberState row) {
        for (SentMark mark : marks) {
            if (mark.getUserId().equals(userId)) {
                return raised(row, mark);
            }
        }
        return row;
    }

    static MemberState raised(MemberState row, SentMark mark) {
        return mark.getSequence() <= row.getRead()
                ? row
                : new MemberState(row.getRole(), row.getStays(), mark.getSequence(), row.getReadAt(), row.getRoleBy());
    }
}
