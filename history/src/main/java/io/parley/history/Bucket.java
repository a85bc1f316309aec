package io.parley.history;

/**
 * The slice of a conversation that one partition of the table holds: computed from the sequence number, so that no page
 * has to be searched for.
 */
public final class Bucket {

    /** Events in a bucket; part of the data, never to be changed. */
    static final long SIZE = 10_000;

    private Bucket() {}

    /** The bucket of a sequence. */
    public static long of(long sequence) {
        return sequence / SIZE;
    }

    /** The lowest sequence that a bucket may hold. */
    static long start(long bucket) {
        return bucket * SIZE;
    }
}
