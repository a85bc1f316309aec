package io.parley.topologies.conversation.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Caches decoded values of the conversations used last: a busy group's rows need not be read and decoded for each
 * message. Bounded by the number of rows, since those make up the size. For the only processor that changes them; used
 * by one thread.
 */
public final class ConversationCache<V> {

    private static final int INITIAL_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final int mostRows;
    private final ToIntFunction<V> rowsOf;
    private final Map<String, V> leastRecentFirst = new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true);
    private int rows;

    /** @param rowsOf the number of rows of a value; none counts as one */
    public ConversationCache(int mostRows, ToIntFunction<V> rowsOf) {
        this.mostRows = mostRows;
        this.rowsOf = rowsOf;
    }

    /** Returns the value of a conversation, loaded if it isn't cached. */
    public V get(String conversationId, Function<String, V> load) {
        V cached = leastRecentFirst.get(conversationId);
        if (cached != null) {
            return cached;
        }
        V loaded = load.apply(conversationId);
        put(conversationId, loaded);
        return loaded;
    }

    public void put(String conversationId, V value) {
        V before = leastRecentFirst.put(conversationId, value);
        rows += weight(value) - (before == null ? 0 : weight(before));
        Iterator<V> oldest = leastRecentFirst.values().iterator();
        while (rows > mostRows) {
            rows -= weight(oldest.next());
            oldest.remove();
        }
    }

    /** Changes the cached value of a conversation, if there is one. */
    public void change(String conversationId, UnaryOperator<V> change) {
        V held = leastRecentFirst.get(conversationId);
        if (held != null) {
            put(conversationId, change.apply(held));
        }
    }

    /** Removes all values. */
    public void clear() {
        leastRecentFirst.clear();
        rows = 0;
    }

    /** The number of cached rows. */
    int rows() {
        return rows;
    }

    private int weight(V value) {
        return Math.max(1, rowsOf.applyAsInt(value));
    }
}
