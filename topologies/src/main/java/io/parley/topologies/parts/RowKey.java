package io.parley.topologies.parts;

/**
 * Keys of rows that are found by what they begin with: an owner, a zero, an item. Ids never contain a zero, so the rows
 * of one owner lie side by side and no other's among them.
 */
public final class RowKey {

    private static final char ZERO = '\0';

    private RowKey() {}

    public static String of(String owner, String item) {
        return owner + ZERO + item;
    }

    /** What the keys of all rows of an owner begin with. */
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
