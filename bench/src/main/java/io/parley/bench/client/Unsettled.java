package io.parley.bench.client;

import java.util.function.IntConsumer;

/** The messages of one client without an outcome, in the order in which they were due. Usually few. */
final class Unsettled {

    private static final int SETTLED = -1;
    private static final int FIRST_CAPACITY = 8;

    private int[] messages = new int[FIRST_CAPACITY];
    private int from;
    private int to;

    void add(int message) {
        if (to == messages.length) {
            makeRoom();
        }
        messages[to++] = message;
    }

    /** The outcome has arrived. Does nothing for a message that isn't waiting. */
    void settle(int message) {
        for (int at = from; at < to; at++) {
            if (messages[at] == message) {
                messages[at] = SETTLED;
                break;
            }
        }
        while (from < to && messages[from] == SETTLED) {
            from++;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    boolean contains(int message) {
        for (int at = from; at < to; at++) {
            if (messages[at] == message) {
                return true;
            }
        }
        return false;
    }

    void forEach(IntConsumer action) {
        for (int at = from; at < to; at++) {
            if (messages[at] != SETTLED) {
                action.accept(messages[at]);
            }
        }
    }

    void clear() {
        from = 0;
        to = 0;
    }

    private void makeRoom() {
        int[] kept = from > messages.length / 2 ? messages : new int[2 * messages.length];
        System.arraycopy(messages, from, kept, 0, to - from);
        messages = kept;
        to -= from;
        from = 0;
    }
}
