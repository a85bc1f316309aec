package io.parley.topologies.conversation.fanout;

import io.parley.topologies.parts.Alarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the large groups whose head has moved since their last update to the partitions of users, which is sent
 * within {@value #MILLIS} ms. In memory alone: what a restart forgets comes with the update to the members, which waits
 * in a store. For one thread; times are the engine's, in ms.
 */
final class PendingHeads {

    private static final long MILLIS = 500;

    static final Duration INTERVAL = Duration.ofMillis(MILLIS);

    private final Map<String, Long> oldestFirst = new LinkedHashMap<>();

    void moved(String conversationId, long nowMs) {
        oldestFirst.putIfAbsent(conversationId, nowMs);
    }

    /** Notes that the members, and with them their partitions, get an update. */
    void sent(String conversationId) {
        oldestFirst.remove(conversationId);
    }

    /** The time of the next call of {@link #due}; {@link Alarm#NEVER} if nothing waits. */
    long dueMs() {
        Iterator<Long> since = oldestFirst.values().iterator();
        return since.hasNext() ? since.next() + MILLIS : Alarm.NEVER;
    }

    /** Removes and returns the groups whose head is sent to the partitions now. */
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
