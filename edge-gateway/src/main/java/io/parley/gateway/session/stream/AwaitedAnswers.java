package io.parley.gateway.session.stream;

import io.parley.avro.Event;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds back answers until the session's stream brings their event. They follow it: otherwise the client would see a
 * gap, and the stream's own frame of the event doesn't name the other command that it answers. For the session's event
 * loop.
 */
final class AwaitedAnswers {

    /** More than a client usually waits for; the command of a dropped one is sent again. */
    private static final int MOST = 16;

    /** The longest wait for the stream, when only the event itself shows that the user is a member. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deque<Answer> awaited = new ArrayDeque<>();

    /** An answer to a command of the user, with a reference to its frame. */
    static final class Answer {

        private final Correlation command;
        private final boolean own;
        private final Event event;
        private final ServerFrame frame;
        private long firstSeen;
        private boolean seen;

        /** @param own whether the command made the event, so that the stream's own frame of it is an answer too */
        Answer(Correlation command, boolean own, Event event, ServerFrame frame) {
            this.command = command;
            this.own = own;
            this.event = event;
            this.frame = frame;
        }

        Correlation command() {
            return command;
        }

        boolean isOwn() {
            return own;
        }

        Event event() {
            return event;
        }

        ServerFrame frame() {
            return frame;
        }

        private boolean isOverdue(long now) {
            if (!seen) {
                seen = true;
                firstSeen = now;
            }
            return now - firstSeen >= PATIENCE.toNanos();
        }
    }

    /** Adds an answer; returns the one dropped for it, with the reference to its frame. */
    Optional<Answer> add(Answer answer) {
        Optional<Answer> crowdedOut = awaited.size() >= MOST ? Optional.of(awaited.remove()) : Optional.empty();
        awaited.add(answer);
        return crowdedOut;
    }

    /** Removes the answers whose events the stream has brought. */
    List<Answer> brought(Predicate<Event> isBrought) {
        return awaited.isEmpty() ? List.of() : take(answer -> isBrought.test(answer.event()));
    }

    /** Removes the answers that have waited too long. To be called periodically, with the time in nanoseconds. */
    List<Answer> overdue(long now) {
        return awaited.isEmpty() ? List.of() : take(answer -> answer.isOverdue(now));
    }

    /** Releases all answers: the connection is gone. */
    void drop() {
        awaited.forEach(answer -> answer.frame().release());
        awaited.clear();
    }

    private List<Answer> take(Predicate<Answer> which) {
        List<Answer> taken = new ArrayList<>();
        for (Iterator<Answer> each = awaited.iterator(); each.hasNext(); ) {
            Answer answer = each.next();
            if (which.test(answer)) {
                each.remove();
                taken.add(answer);
            }
        }
        return taken;
    }
}
