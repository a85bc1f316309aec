package io.parley.gateway.session.request;

import io.parley.gateway.session.connection.SessionLimits;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Throttles {@code typing} to one per conversation and three seconds; a {@code stop} passes once while the last one
 * holds. Times are in nanoseconds.
 */
final class TypingThrottle {

    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration HOLD = Duration.ofSeconds(6);

    private final Map<String, Passed> passed = new HashMap<>();

    private record Passed(long at, boolean stopped) {

        boolean isWithin(Duration time, long now) {
            return now - at < time.toNanos();
        }
    }

    /** Whether to pass the signal on; counts it if so. */
    boolean isDue(String conversationId, boolean stop, long now) {
        passed.values().removeIf(one -> !one.isWithin(HOLD, now));
        Passed last = passed.get(conversationId);
        if (stop) {
            boolean types = last != null && !last.stopped();
            if (types) {
                passed.put(conversationId, new Passed(last.at(), true));
            }
            return types;
        }
        if ((last != null && last.isWithin(INTERVAL, now)) || isFull(now)) {
            return false;
        }
        passed.put(conversationId, new Passed(now, false));
        return true;
    }

    private boolean isFull(long now) {
        return passed.values().stream()
                        .filter(one -> one.isWithin(INTERVAL, now))
                        .count()
                >= SessionLimits.TYPING_CONVERSATIONS;
    }
}
