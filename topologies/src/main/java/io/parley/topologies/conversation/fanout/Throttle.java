package io.parley.topologies.conversation.fanout;

import io.parley.topologies.parts.Alarm;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits updates to one per conversation and interval: passes the first at once, and coalesces those within the
 * interval into one at its end. Conversations with a waiting update are stored, so that the last update survives a
 * restart; it has the state of the time when it is sent.
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

    /** @param rows the waiting conversations, with the start of their wait */
    public Throttle(KeyValueStore<String, Long> rows, Duration interval) {
        this.rows = rows;
        this.intervalMs = interval.toMillis();
    }

    /** Whether an update passes at once; otherwise {@link #due} passes it later. */
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
     * The time of the next call of {@link #due}: at once after a start, for updates left by an earlier life;
     * {@link Alarm#NEVER} if nothing waits.
     */
    public long dueMs() {
        return dueMs;
    }

    /** Returns the conversations whose update passes now. */
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

    /** Returns the conversations with a waiting update. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = rows.all()) {
            all.forEachRemaining(row -> waiting.add(row.key));
        }
        return waiting;
    }

    /** Makes updates of an earlier life due now, or keeps them waiting if this life has already passed one. */
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

    /** Forgets windows that are over and without a waiting update, up to the first one that has one. */
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
