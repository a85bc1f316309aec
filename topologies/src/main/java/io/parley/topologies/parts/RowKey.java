package io.parley.topologies.parts;

/**
 * Makes keys of rows that are found by a prefix: an owner, a zero, an item. Ids never contain a zero, so the rows of
 * one owner are contiguous.
 */
public final class RowKey {

    private static final char ZERO = '\0';

    private RowKey() {}

    public static String of(String owner, String item) {
        return owner + ZERO + item;
    }

    /** Returns the prefix of all keys of an owner. */
    public static String prefix(String owner) {
        return owner + ZERO;
    }

    public static String owner(String key) {
        return key.substring(0, key.indexOf(ZERO));
    }

    public static String item(String key) {
        return key.substring(key.indexOf(ZERO) + 1);
    }
}
