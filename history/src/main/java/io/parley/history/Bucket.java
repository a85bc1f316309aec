package io.parley.history;

/**
 * The slice of a conversation in one partition of the table: computed from the sequence, so that no page needs a
 * search.
 */
public final class Bucket {

    /** Events in a bucket; part of the stored data, never to be changed. */
    static final long SIZE = 10_000;

    private Bucket() {}

    /** Returns the bucket of a sequence. */
    public static long of(long sequence) {
        return sequence / SIZE;
    }

    /** Returns the lowest sequence of a bucket. */
    static long start(long bucket) {
        return bucket * SIZE;
    }
}
