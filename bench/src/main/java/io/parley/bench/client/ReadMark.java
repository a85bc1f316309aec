package io.parley.bench.client;

/**
 * Schedules read receipts of a conversation on the screen: the first at once, and then at most one a second, for the
 * newest message by then.
 *
 * <pre>
 *   messages   1  2   3      4
 *   said       1──────┬─► 3 ─┬─► 4
 *                    1 s    1 s
 * </pre>
 */
final class ReadMark {

    static final long INTERVAL_NANOS = 1_000_000_000L;

    /** A receipt is already planned. */
    static final long NOTHING_TO_DO = -1;

    private long newest;
    private long nextNanos;
    private boolean everSaid;
    private boolean planned;

    /**
     * Another user's message has arrived.
     *
     * @return nanoseconds until {@link #say} has to be called; {@link #NOTHING_TO_DO} if it is planned
     */
    long seen(long sequence, long nowNanos) {
        newest = Math.max(newest, sequence);
        if (planned) {
            return NOTHING_TO_DO;
        }
        planned = true;
        return everSaid ? Math.max(0, nextNanos - nowNanos) : 0;
    }

    /** The sequence up to which everything is read, to be sent now. */
    long say(long nowNanos) {
        planned = false;
        everSaid = true;
        nextNanos = nowNanos + INTERVAL_NANOS;
        return newest;
    }
}
