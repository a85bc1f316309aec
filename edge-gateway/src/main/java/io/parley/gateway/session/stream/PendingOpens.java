package io.parley.gateway.session.stream;

import io.parley.gateway.frame.Correlation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queues a session's unanswered opens, per conversation and in order. For the session's event loop. */
final class PendingOpens {

    private final Map<String, Deque<Asked>> asked = new HashMap<>();

    /** A waiting open; withdrawn when the client closed the conversation meanwhile. */
    static final class Asked {
        private final Correlation correlation;
        private boolean withdrawn;

        private Asked(Correlation correlation) {
            this.correlation = correlation;
        }

        /** The client's correlation; null when the gateway itself asked. */
        Correlation correlation() {
            return correlation;
        }

        boolean isByClient() {
            return correlation != null;
        }

        boolean isWithdrawn() {
            return withdrawn;
        }
    }

    int size() {
        return asked.size();
    }

    /** Adds an open of the client. */
    void ask(Correlation correlation) {
        asked.computeIfAbsent(correlation.conversationId(), conversation -> new ArrayDeque<>(1))
                .add(new Asked(correlation));
    }

    /** Adds an open of the gateway itself, unless the client waits for an answer anyway. */
    void askAgain(String conversationId) {
        asked.computeIfAbsent(conversationId, conversation -> new ArrayDeque<>(1));
        if (!isWanted(conversationId)) {
            asked.get(conversationId).add(new Asked(null));
        }
    }

    /** Takes the first waiting open; null if there is none. */
    Asked answered(String conversationId) {
        Deque<Asked> pending = asked.get(conversationId);
        if (pending == null) {
            return null;
        }
        Asked first = pending.poll();
        if (pending.isEmpty()) {
            asked.remove(conversationId);
        }
        return first;
    }

    /** Withdraws the opens of a conversation that the client closed. Returns whether there were any. */
    boolean withdraw(String conversationId) {
        boolean any = false;
        for (Asked each : of(conversationId)) {
            any |= !each.withdrawn;
            each.withdrawn = true;
        }
        return any;
    }

    /** Drops the withdrawn opens: nobody waits for their answers. */
    void forgetWithdrawn() {
        asked.values().forEach(opens -> opens.removeIf(Asked::isWithdrawn));
        asked.values().removeIf(Deque::isEmpty);
    }

    boolean isWanted(String conversationId) {
        return of(conversationId).stream().anyMatch(each -> !each.withdrawn);
    }

    private Collection<Asked> of(String conversationId) {
        Deque<Asked> opens = asked.get(conversationId);
        return opens == null ? List.of() : opens;
    }

    Set<String> wanted() {
        Set<String> wanted = new HashSet<>(asked.keySet());
        wanted.removeIf(conversation -> !isWanted(conversation));
        return wanted;
    }

    void clear() {
        asked.clear();
    }
}
