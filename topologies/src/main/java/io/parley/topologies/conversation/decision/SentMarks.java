package io.parley.topologies.conversation.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Up to where those have read who sent the newest messages: kept with the head, which is written for each message anyway.
 * The one that sent something longest ago goes into a row of its own when there are more than {@value #MOST}; so a talk
 * among that many never costs more.
 *
 * @param marks the longest ago first
 */
public record SentMarks(List<Mark> marks) {

    public static final int MOST = 4;

    public static final SentMarks NONE = new SentMarks(List.of());

    /** A user has read up to this sequence, since it is their message. */
    public record Mark(String userId, long sequence) {}

    public SentMarks {
        marks = List.copyOf(marks);
    }

    /** With a message that is newer than all of these; without the one of longest ago, if there are too many then. */
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

    /** The mark that finds no place any more when this user sends a message. */
    public Optional<Mark> displacedBy(String senderId) {
        return marks.size() < MOST || of(senderId) > 0 ? Optional.empty() : Optional.of(marks.get(0));
    }

    /** The newest message of a user; 0 where it isn't here. */
    public long of(String userId) {
        for (Mark mark : marks) {
            if (mark.userId().equals(userId)) {
                return mark.sequence();
            }
        }
        return 0;
    }
}
