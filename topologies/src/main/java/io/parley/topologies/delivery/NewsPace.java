package io.parley.topologies.delivery;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When to tell what is told at most once per conversation and interval: the first at once, what comes within the
 * interval together at its end. Which conversations wait is kept in a store, so that the last is told over a restart
 * too; what is told then is as of then.
 *
 * <p>A first telling follows from a record that is processed again after a crash. A later one doesn't: its row stays for
 * {@value #UNCONFIRMED_SECONDS} s, longer than it takes until a commit has confirmed that it was written, and a restart
 * within that time tells it once more.
 *
 * <pre>
 *  interval 10:  news at 0, 3, 7, 12, 40  is told at  0, 10 (3 and 7), 20 (12), 40
 * </pre>
 *
 * For one thread; times are the engine's, in ms.
 */
final class NewsPace {

    private static final int UNCONFIRMED_SECONDS = 10;
    private static final long UNCONFIRMED_MS = UNCONFIRMED_SECONDS * 1_000L;

    private final KeyValueStore<String, Long> rows;
    private final long intervalMs;
    private final Map<String, Window> oldestFirst = new LinkedHashMap<>();
    private final Map<String, Long> unconfirmed = new LinkedHashMap<>();
    private boolean restored;

    private static final class Window {

        final long beganAtMs;
        boolean waits;

        Window(long beganAtMs) {
            this.beganAtMs = beganAtMs;
        }
    }

    /**
     * @param rows the conversations that wait, or were told so lately that nobody knows whether it was written; with
     *     when they began to wait
     */
    NewsPace(KeyValueStore<String, Long> rows, Duration interval) {
        this.rows = rows;
        this.intervalMs = interval.toMillis();
    }

    /** There is news: whether it is told at once. Otherwise {@link #due} brings it. */
    boolean isDue(String conversationId, long nowMs) {
        Window window = oldestFirst.get(conversationId);
        if (window == null) {
            oldestFirst.put(conversationId, new Window(nowMs));
            return true;
        }
        if (!window.waits) {
            window.waits = true;
            rows.put(conversationId, nowMs);
        }
        return false;
    }

    /** The conversations whose waiting is over: they are to be told now. */
    List<String> due(long nowMs) {
        List<String> due = new ArrayList<>();
        if (!restored) {
            restore(due);
            restored = true;
        }
        Iterator<Map.Entry<String, Window>> windows = oldestFirst.entrySet().iterator();
        while (windows.hasNext()) {
            Map.Entry<String, Window> oldest = windows.next();
            if (nowMs - oldest.getValue().beganAtMs < intervalMs) {
                break;
            }
            windows.remove();
            if (oldest.getValue().waits) {
                due.add(oldest.getKey());
            }
        }
        for (String conversationId : due) {
            oldestFirst.put(conversationId, new Window(nowMs));
            unconfirmed.remove(conversationId);
            unconfirmed.put(conversationId, nowMs);
        }
        forgetConfirmed(nowMs);
        return due;
    }

    /** The conversations whose news may not have been told yet. */
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = rows.all()) {
            all.forEachRemaining(row -> waiting.add(row.key));
        }
        return waiting;
    }

    /** What waited in an earlier life is due now, or waits on where this life has told something already. */
    private void restore(List<String> due) {
        try (KeyValueIterator<String, Long> waiting = rows.all()) {
            while (waiting.hasNext()) {
                String conversationId = waiting.next().key;
                Window window = oldestFirst.get(conversationId);
                if (window == null) {
                    due.add(conversationId);
                } else {
                    window.waits = true;
                }
            }
        }
    }

    private void forgetConfirmed(long nowMs) {
        Iterator<Map.Entry<String, Long>> told = unconfirmed.entrySet().iterator();
        while (told.hasNext()) {
            Map.Entry<String, Long> oldest = told.next();
            if (nowMs - oldest.getValue() < UNCONFIRMED_MS) {
                break;
            }
            Window window = oldestFirst.get(oldest.getKey());
            if (window == null || !window.waits) {
                rows.delete(oldest.getKey());
            }
            told.remove();
        }
    }
}
