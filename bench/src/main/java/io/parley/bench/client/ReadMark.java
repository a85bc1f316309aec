package io.parley.bench.client;

/**
 * How far a user has read a conversation that is on the screen: said at once, and then at most once a second, of the newest
 * message that has come by then.
 *
 * <pre>
 *   messages   1  2   3      4
 *   said       1──────┬─► 3 ─┬─► 4
 *                    1 s    1 s
 * </pre>
 */
final class ReadMark {

    static final long INTERVAL_NANOS = 1_000_000_000L;

    /** It is already going to be said. */
    static final long NOTHING_TO_DO = -1;

    private long newest;
    private long nextNanos;
    private boolean everSaid;
    private boolean planned;

    /**
     * Somebody else's message has come.
     *
     * @return in how many nanoseconds {@link #say} is to be called; {@link #NOTHING_TO_DO} when it is planned
     */
    long seen(long sequence, long nowNanos) {
        newest = Math.max(newest, sequence);
        if (planned) {
            return NOTHING_TO_DO;
        }
        planned = true;
        return everSaid ? Math.max(0, nextNanos - nowNanos) : 0;
    }

    /** The sequence up to which everything is read, to be told now. */
    long say(long nowNanos) {
        planned = false;
        everSaid = true;
        nextNanos = nowNanos + INTERVAL_NANOS;
        return newest;
    }
}
