package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Renamed;
import io.parley.avro.internal.ConversationState;

import java.util.Optional;

/**
 * A conversation without its members. Events are applied by sequence: a repeat changes nothing.
 *
 * @param title null where there is none
 * @param titledBy sequence of the event that gave the title
 * @param largeBy sequence of the event by which it became large, which it then stays; 0 if it isn't
 * @param head sequence of the newest event
 * @param news what is kept of it once it is large
 * @param sent up to where those have read who sent the newest messages
 */
record Conversation(
        ConversationKind kind, String title, long titledBy, long largeBy, long head, LargeNews news, SentMarks sent) {

    private static final long NOT_LARGE = 0;

    /** What an event makes of a conversation; empty if it is unknown and the event doesn't create it. */
    static Optional<Conversation> after(Optional<Conversation> before, Event event) {
        if (before.isEmpty() && event.getBody() instanceof Created created) {
            return Optional.of(new Conversation(
                    created.getKind(),
                    created.getTitle(),
                    event.getSequence(),
                    NOT_LARGE,
                    event.getSequence(),
                    LargeNews.NONE,
                    SentMarks.NONE));
        }
        return before.map(known -> known.after(event));
    }

    private Conversation after(Event event) {
        long sequence = event.getSequence();
        boolean renamed = event.getBody() instanceof Renamed && sequence > titledBy;
        if (!renamed && sequence <= head) {
            return this;
        }
        return new Conversation(
                kind,
                renamed ? ((Renamed) event.getBody()).getTitle() : title,
                renamed ? sequence : titledBy,
                largeBy,
                Math.max(head, sequence),
                large() && sequence > head ? news.after(event, largeBy) : news,
                sequence > head && event.getBody() instanceof Message ? sent.with(event) : sent);
    }

    boolean large() {
        return largeBy != NOT_LARGE;
    }

    /** Whether it was large after the event of this sequence, wherever the head is now. */
    boolean largeAt(long sequence) {
        return large() && sequence >= largeBy;
    }

    /** Whether the event of this sequence came to a conversation that was large before it. */
    boolean largeBefore(long sequence) {
        return large() && sequence > largeBy;
    }

    /** Large by the event of this sequence, unless it is large already. */
    Conversation grown(Event event) {
        long sequence = event.getSequence();
        return large() ? this : new Conversation(kind, title, titledBy, sequence, head, news.at(event), sent);
    }

    /** Without the mark of the one who has sent something longest ago, if there are too many. */
    Conversation withoutOverflow() {
        return sent.overflow().isEmpty()
                ? this
                : new Conversation(kind, title, titledBy, largeBy, head, news, sent.withoutOverflow());
    }

    static Conversation of(ConversationState state) {
        return new Conversation(
                state.getKind(),
                state.getTitle(),
                state.getTitledBy(),
                state.getLargeBy(),
                state.getHead(),
                LargeNews.of(state),
                new SentMarks(state.getSent()));
    }

    ConversationState toState() {
        return new ConversationState(
                kind,
                title,
                titledBy,
                largeBy,
                head,
                news.newest(),
                news.activeAtMs(),
                news.messages().runs(),
                sent.marks());
    }
}
