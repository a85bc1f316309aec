package io.parley.topologies.conversation.fanout;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits updates to one per conversation and interval: passes the first at once, and coalesces what comes within the
 * interval into one at its end. Which conversations have one waiting is kept in a store, so that the last comes over a
 * restart too; it says what holds when it is sent.
 *
 * <pre>
 *  interval 10:  updates at 0, 3, 7, 12, 40  pass at  0, 10 (3 and 7), 20 (12), 40
 * </pre>
 *
 * For one thread; times are the engine's, in ms.
 */
public final class Throttle {

    private final KeyValueStore<String, Long> rows;
    private final long intervalMs;
    private final Map<String, Window> oldestFirst = new LinkedHashMap<>();
    private boolean restored;
    private long dueMs;

    private static final class Window {

        final long beganAtMs;
        boolean waits;

        Window(long beganAtMs) {
            this.beganAtMs = beganAtMs;
        }
    }

    /** @param rows the conversations that wait, with when they began to */
    public Throttle(KeyValueStore<String, Long> rows, Duration interval) {
        this.rows = rows;
        this.intervalMs = interval.toMillis();
    }

    /** Says whether an update passes at once; otherwise {@link #due} brings it. */
    public boolean isDue(String conversationId, long nowMs) {
        forgetPast(nowMs);
        Window window = oldestFirst.get(conversationId);
        if (window == null || (!window.waits && isOver(window, nowMs))) {
            begin(conversationId, nowMs);
            return true;
        }
        if (!window.waits) {
            window.waits = true;
            dueMs = Math.min(dueMs, endMs(window));
            rows.put(conversationId, nowMs);
        }
        return false;
    }

    /**
     * When {@link #due} is to be asked next: at once if nobody has looked yet for what waited in an earlier life; {@link
     * Alarm#NEVER} if nothing waits.
     */
    public long dueMs() {
        return dueMs;
    }

    /** Gives the conversations whose update passes now. */
    public List<String> due(long nowMs) {
        List<String> due = new ArrayList<>();
        if (!restored) {
            restore(due);
            restored = true;
        }
        Iterator<Map.Entry<String, Window>> windows = oldestFirst.entrySet().iterator();
        while (windows.hasNext()) {
            Map.Entry<String, Window> oldest = windows.next();
            if (!isOver(oldest.getValue(), nowMs)) {
                break;
            }
            windows.remove();
            if (oldest.getValue().waits) {
                due.add(oldest.getKey());
            }
        }
        for (String conversationId : due) {
            rows.delete(conversationId);
            begin(conversationId, nowMs);
        }
        dueMs = oldestFirst.values().stream()
                .filter(window -> window.waits)
                .findFirst()
                .map(this::endMs)
                .orElse(Alarm.NEVER);
        return due;
    }

    /** Gives the conversations that have an update waiting. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = rows.all()) {
            all.forEachRemaining(row -> waiting.add(row.key));
        }
        return waiting;
    }

    /** What waited in an earlier life is due now, or waits on where this life has passed one already. */
    private void restore(List<String> due) {
        for (String conversationId : waiting()) {
            Window window = oldestFirst.get(conversationId);
            if (window == null) {
                due.add(conversationId);
            } else {
                window.waits = true;
            }
        }
    }

    private void begin(String conversationId, long nowMs) {
        oldestFirst.remove(conversationId);
        oldestFirst.put(conversationId, new Window(nowMs));
    }

    /** Windows that are over and in which nothing waits, as far as none that waits is before them. */
    private void forgetPast(long nowMs) {
        Iterator<Window> windows = oldestFirst.values().iterator();
        while (windows.hasNext()) {
            Window oldest = windows.next();
            if (oldest.waits || !isOver(oldest, nowMs)) {
                return;
            }
            windows.remove();
        }
    }

    private boolean isOver(Window window, long nowMs) {
        return nowMs >= endMs(window);
    }

    private long endMs(Window window) {
        return window.beganAtMs + intervalMs;
    }
}
