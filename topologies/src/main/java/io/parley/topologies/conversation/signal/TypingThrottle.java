package io.parley.topologies.conversation.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits typing signals: passes a user's typing in a conversation at most once per {@value #SECONDS} s of log time, and
 * one stop after each that passed. In memory alone: after a crash one may pass too early, or ends by itself. For one
 * thread.
 *
 * <pre>
 *  typing at 0 1 3, stop at 4 5, typing at 5 6    passes: typing 0 3, stop 4, typing 6
 * </pre>
 */
final class TypingThrottle {

    static final int SECONDS = 3;

    /** More than the typing users of a partition in three seconds; the oldest is forgotten first. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final long INTERVAL_MS = Duration.ofSeconds(SECONDS).toMillis();

    private final Map<Typist, Passed> passed = new Bounded();

    private record Typist(String conversationId, String userId) {}

    private record Passed(Instant at, boolean stopped) {}

    private static final class Bounded extends LinkedHashMap<Typist, Passed> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Typist, Passed> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    boolean passes(String conversationId, String userId, boolean stop, Instant at) {
        Typist typist = new Typist(conversationId, userId);
        Passed last = passed.get(typist);
        if (stop) {
            boolean types = last != null && !last.stopped();
            if (types) {
                passed.put(typist, new Passed(last.at(), true));
            }
            return types;
        }
        // The log's clock may step back when a broker takes over from another.
        if (last != null && Math.abs(at.toEpochMilli() - last.at().toEpochMilli()) < INTERVAL_MS) {
            return false;
        }
        passed.remove(typist);
        passed.put(typist, new Passed(at, false));
        return true;
    }
}
