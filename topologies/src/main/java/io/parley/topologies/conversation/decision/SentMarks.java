package io.parley.topologies.conversation.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Read marks of the senders of the newest messages, kept with the head, which is written for each message anyway.
 * Beyond {@value #MOST} senders, the mark of the one whose last message is oldest moves into a row of its own; so a
 * talk among that many never costs more.
 *
 * @param marks the oldest first
 */
public record SentMarks(List<Mark> marks) {

    public static final int MOST = 4;

    public static final SentMarks NONE = new SentMarks(List.of());

    /** A user has read up to their own message of this sequence. */
    public record Mark(String userId, long sequence) {}

    public SentMarks {
        marks = List.copyOf(marks);
    }

    /** Returns the marks with a newer message, without the oldest if there would be too many. */
    public SentMarks with(String senderId, long sequence) {
        List<Mark> next = new ArrayList<>(marks.size() + 1);
        for (Mark mark : marks) {
            if (!mark.userId().equals(senderId)) {
                next.add(mark);
            }
        }
        next.add(new Mark(senderId, sequence));
        return new SentMarks(next.size() > MOST ? next.subList(1, next.size()) : next);
    }

    /** Finds the mark that is displaced when this user sends a message. */
    public Optional<Mark> displacedBy(String senderId) {
        return marks.size() < MOST || of(senderId) > 0 ? Optional.empty() : Optional.of(marks.get(0));
    }

    /** The sequence of a user's newest message; 0 if it isn't here. */
    public long of(String userId) {
        for (Mark mark : marks) {
            if (mark.userId().equals(userId)) {
                return mark.sequence();
            }
        }
        return 0;
    }
}
