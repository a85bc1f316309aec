package io.parley.topologies.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The large groups whose head has moved since the partitions of users were told of it: they are within {@value #MILLIS} ms.
 * In memory alone: what a restart forgets comes with the hint to the members, which waits in a store. For one thread; times are
 * the engine's, in ms.
 */
final class FreshHeads {

    private static final long MILLIS = 500;

    static final Duration INTERVAL = Duration.ofMillis(MILLIS);

    private final Map<String, Long> oldestFirst = new LinkedHashMap<>();

    void moved(String conversationId, long nowMs) {
        oldestFirst.putIfAbsent(conversationId, nowMs);
    }

    /** The members are told, and with them their partitions. */
    void told(String conversationId) {
        oldestFirst.remove(conversationId);
    }

    /** When {@link #due} is to be asked next; {@link Alarm#NEVER} if nothing waits. */
    long dueMs() {
        Iterator<Long> since = oldestFirst.values().iterator();
        return since.hasNext() ? since.next() + MILLIS : Alarm.NEVER;
    }

    /** Those that are to be told now; they don't wait any more. */
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
