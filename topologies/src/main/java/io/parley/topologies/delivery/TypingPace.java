package io.parley.topologies.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a user's typing in a conversation pass at most once per {@value #SECONDS} s, by the log's time. In memory alone:
 * what a crash forgets lets one pass too early. For one thread.
 */
final class TypingPace {

    static final int SECONDS = 3;

    /** More than a partition has people typing in three seconds; the longest ago is forgotten first. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final long INTERVAL_MS = Duration.ofSeconds(SECONDS).toMillis();

    private final Map<Typist, Instant> passed = new Bounded();

    private record Typist(String conversationId, String userId) {}

    private static final class Bounded extends LinkedHashMap<Typist, Instant> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Typist, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    boolean passes(String conversationId, String userId, Instant at) {
        Typist typist = new Typist(conversationId, userId);
        Instant last = passed.get(typist);
        // The log's clock may step back when a broker takes over from another.
        if (last != null && Math.abs(at.toEpochMilli() - last.toEpochMilli()) < INTERVAL_MS) {
            return false;
        }
        passed.remove(typist);
        passed.put(typist, at);
        return true;
    }
}
