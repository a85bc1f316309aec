package io.parley.topologies.user;

import io.parley.topologies.parts.RowKey;

import java.time.Instant;
import java.util.HexFormat;

/**
 * Makes the keys that index a user's inbox rows, beside these in the same store: so a crash keeps a first part of both.
 * Each row has one, by its state, and after a crash perhaps a second one until the event comes again. A key has no
 * value.
 *
 * <pre>
 *  user 0 conversation                       the row
 *  user 0 1 inverted activity, conversation  a member of a conversation: in order, the newest first
 *  user 0 2 conversation                     a member of a large group, whose activity its partition knows
 *  user 0 3                                  all rows of the user are indexed
 *  user 0 4 time of leaving, conversation    has left: in order, the earliest first
 * </pre>
 */
final class InboxIndex {

    private static final String BY_ACTIVITY = "\1";
    private static final String LARGE = "\2";
    private static final String MARKER = "\3";
    private static final String LEFT = "\4";
    private static final String BEHIND_ALL = "\5";
    private static final String BEHIND_ROWS = "\177";

    /** Hexadecimal digits of a time in milliseconds. */
    private static final int DIGITS = 12;

    private static final long LATEST_MS = (1L << (4 * DIGITS)) - 1;
    private static final HexFormat HEX = HexFormat.of();

    private InboxIndex() {}

    /** Returns the key that indexes a row. */
    static String keyOf(String userId, String conversationId, InboxConversation row) {
        if (!row.isMember()) {
            return leftAt(userId, row.leftAt()) + conversationId;
        }
        return row.large()
                ? RowKey.prefix(userId) + LARGE + conversationId
                : keyOf(userId, new Activity(row.activeAtMs(), conversationId));
    }

    private static String keyOf(String userId, Activity place) {
        return RowKey.prefix(userId) + BY_ACTIVITY + digits(LATEST_MS - place.atMs()) + place.conversationId();
    }

    /**
     * Returns the first possible key by activity.
     *
     * @param before only keys behind this place follow; null: all
     */
    static String firstByActivity(String userId, Activity before) {
        return before == null ? RowKey.prefix(userId) + BY_ACTIVITY : keyOf(userId, before) + '\0';
    }

    static String endOfActivity(String userId) {
        return RowKey.prefix(userId) + LARGE;
    }

    static Activity activity(String key) {
        int at = key.indexOf(BY_ACTIVITY) + 1;
        return new Activity(
                LATEST_MS - HexFormat.fromHexDigitsToLong(key, at, at + DIGITS), key.substring(at + DIGITS));
    }

    static String firstLarge(String userId) {
        return RowKey.prefix(userId) + LARGE;
    }

    static String endOfLarge(String userId) {
        return marker(userId);
    }

    static String largeGroup(String key) {
        return key.substring(key.indexOf(LARGE) + 1);
    }

    /** Returns the key of the mark that all rows of the user are indexed. */
    static String marker(String userId) {
        return RowKey.prefix(userId) + MARKER;
    }

    static String firstLeft(String userId) {
        return RowKey.prefix(userId) + LEFT;
    }

    /** Returns the beginning of the keys of conversations left at this time. */
    static String leftAt(String userId, Instant time) {
        return RowKey.prefix(userId) + LEFT + digits(time.toEpochMilli());
    }

    static String leftConversation(String key) {
        return key.substring(key.indexOf(LEFT) + 1 + DIGITS);
    }

    static String firstRow(String userId) {
        return RowKey.prefix(userId) + BEHIND_ALL;
    }

    static String endOfRows(String userId) {
        return RowKey.prefix(userId) + BEHIND_ROWS;
    }

    private static String digits(long ms) {
        return HEX.toHexDigits(Math.max(0, Math.min(LATEST_MS, ms)), DIGITS);
    }
}
