package io.parley.connectors.cassandra;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The touching events (edits, deletions, reactions) of a partition that are under way, by conversation: an event's own row
 * may be made when what it and all before it do to other rows is done. Safe for many threads.
 *
 * <pre>
 *  begun 1 message, 2 deletes 1, 3 message, 4 message of another conversation
 *
 *  1 and 4 pass at once · 2 and 3 pass when 2's touch is done
 * </pre>
 *
 * <p>A conversation without such an event costs a look into a map, which is empty most of the time.
 */
final class Touches {

    private final Map<String, Deque<Touch>> underWay = new HashMap<>();

    /** What one event does to another's row, from its begin until it is done. */
    final class Touch {

        private final String conversation;
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean done;

        private Touch(String conversation) {
            this.conversation = conversation;
        }

        /** To be told once it is done, or has been given up together with all that waits. Lets pass what waited for it. */
        void end() {
            finish(this).forEach(Runnable::run);
        }
    }

    /** Begins a touch. Of a conversation, to be called in the order of the log, as {@link #pass} is. */
    synchronized Touch begin(String conversation) {
        Touch touch = new Touch(conversation);
        underWay.computeIfAbsent(conversation, id -> new ArrayDeque<>()).add(touch);
        return touch;
    }

    /** Runs something when all touches of the conversation that have begun so far are done: at once, if there are none. */
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

    /** What may pass now: what waited for touches below which all are done. */
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
