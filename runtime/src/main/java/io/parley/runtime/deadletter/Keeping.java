package io.parley.runtime.deadletter;

/**
 * How much of a record a dead letter keeps. What is over a bound is cut off its end, and the letter says so.
 *
 * <p>A letter goes into a topic whose records are bounded as those of all topics are (about 1 MiB by default, with the
 * envelope). One that kept everything of a record of that size would be refused for ever.
 */
public enum Keeping {
    /** Enough to look at, and well below what brokers and producers take by default. */
    MOST(64 * 1024, 512 * 1024, 4 * 1024),
    /** Where it lies and why it is there: for a topic that takes small records alone. */
    PLACE(0, 0, 256);

    private static final int NAMES = 1024;
    private static final int BYTES_OF_A_CHARACTER = 3;

    private final int key;
    private final int value;
    private final int reason;

    /**
     * @param key bytes
     * @param value bytes
     * @param reason characters
     */
    Keeping(int key, int value, int reason) {
        this.key = key;
        this.value = value;
        this.reason = reason;
    }

    int key() {
        return key;
    }

    int value() {
        return value;
    }

    int reason() {
        return reason;
    }

    /** The most bytes that a serialized letter has, names of topics and applications included. */
    public int largest() {
        return key + value + reason * BYTES_OF_A_CHARACTER + NAMES;
    }
}
