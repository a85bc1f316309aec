package io.parley.connectors.cassandra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the running touches (edits, deletions, reactions) of a partition by conversation: an event's own row may be
 * written once its own touch and all earlier ones are done. Safe for many threads.
 *
 * <pre>
 *  begun 1 message, 2 deletes 1, 3 message, 4 message of another conversation
 *
 *  1 and 4 pass at once · 2 and 3 pass when 2's touch is done
 * </pre>
 *
 * <p>A conversation without a touch costs a look-up in a map that is mostly empty.
 */
final class Touches {

    private final Map<String, Deque<Touch>> underWay = new HashMap<>();

    /** The touch of one event, from its begin until it is done. */
    final class Touch {

        private final String conversation;
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean done;

        private Touch(String conversation) {
            this.conversation = conversation;
        }

        /**
         * Ends the touch: call it once, when it is done or given up together with all waiting steps. Runs the steps
         * that waited for it.
         */
        void end() {
            finish(this).forEach(Runnable::run);
        }
    }

    /** Begins a touch. For each conversation, call this and {@link #pass} in the order of the log. */
    synchronized Touch begin(String conversation) {
        Touch touch = new Touch(conversation);
        underWay.computeIfAbsent(conversation, id -> new ArrayDeque<>()).add(touch);
        return touch;
    }

    /** Runs a step when all touches of the conversation that have begun so far are done: at once, if there are none. */
    void pass(String conversation, Runnable next) {
        if (!isWaiting(conversation, next)) {
            next.run();
        }
    }

    private synchronized boolean isWaiting(String conversation, Runnable next) {
        Deque<Touch> touches = underWay.get(conversation);
        if (touches == null) {
            return false;
        }
        touches.getLast().waiting.add(next);
        return true;
    }

    /** Returns the steps that may run now: all touches before them are done. */
    private synchronized List<Runnable> finish(Touch touch) {
        touch.done = true;
        Deque<Touch> touches = underWay.get(touch.conversation);
        List<Runnable> passing = new ArrayList<>();
        while (!touches.isEmpty() && touches.peek().done) {
            passing.addAll(touches.remove().waiting);
        }
        if (touches.isEmpty()) {
            underWay.remove(touch.conversation);
        }
        return passing;
    }
}
