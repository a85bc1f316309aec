package io.parley.gateway.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Lets one {@code typing} through per conversation and three seconds. Times are in nanoseconds. */
final class TypingPace {

    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final Map<String, Long> last = new HashMap<>();

    /** Whether to let it through; then it counts. */
    boolean isDue(String conversationId, long now) {
        last.values().removeIf(at -> now - at >= INTERVAL.toNanos());
        if (last.containsKey(conversationId) || last.size() >= SessionLimits.TYPING_CONVERSATIONS) {
            return false;
        }
        last.put(conversationId, now);
        return true;
    }
}
