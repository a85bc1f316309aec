package io.parley.runtime.deadletter;

/**
 * Bounds the parts of a record that a dead letter keeps. Longer parts are cut at their end, and the letter says so.
 *
 * <p>The topic of letters bounds its records like all topics (about 1 MiB by default, with the envelope). A letter that
 * kept everything of a record of that size would be rejected for ever.
 */
public enum Keeping {
    /** Enough to inspect it, and well below the default limits of brokers and producers. */
    MOST(64 * 1024, 512 * 1024, 4 * 1024),
    /** Its position and the reason: for a topic that accepts small records only. */
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

    /** The largest size of a serialized letter in bytes, with the names of topics and applications. */
    public int largest() {
        return key + value + reason * BYTES_OF_A_CHARACTER + NAMES;
    }
}
