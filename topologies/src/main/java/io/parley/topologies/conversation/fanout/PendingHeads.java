package io.parley.topologies.conversation.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the large groups whose head has moved since the partitions of users got it last: they get it within {@value
 * #MILLIS} ms.
 * In memory alone: what a restart forgets comes with the hint to the members, which waits in a store. For one thread; times are
 * the engine's, in ms.
 */
final class PendingHeads {

    private static final long MILLIS = 500;

    static final Duration INTERVAL = Duration.ofMillis(MILLIS);

    private final Map<String, Long> oldestFirst = new LinkedHashMap<>();

    void moved(String conversationId, long nowMs) {
        oldestFirst.putIfAbsent(conversationId, nowMs);
    }

    /** The members get an update, and with them their partitions. */
    void sent(String conversationId) {
        oldestFirst.remove(conversationId);
    }

    /** When {@link #due} is to be asked next; {@link Alarm#NEVER} if nothing waits. */
    long dueMs() {
        Iterator<Long> since = oldestFirst.values().iterator();
        return since.hasNext() ? since.next() + MILLIS : Alarm.NEVER;
    }

    /** Gives those whose partitions get their head now, and forgets them. */
    List<String> due(long nowMs) {
        List<String> due = new ArrayList<>();
        Iterator<Map.Entry<String, Long>> waiting = oldestFirst.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<String, Long> oldest = waiting.next();
            if (nowMs - oldest.getValue() < MILLIS) {
                break;
            }
            due.add(oldest.getKey());
            waiting.remove();
        }
        return due;
    }
}
