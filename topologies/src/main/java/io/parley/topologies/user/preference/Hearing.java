package io.parley.topologies.user.preference;

import io.parley.avro.Event;

import java.time.Instant;

/**
 * How much of an event one recipient gets, by whom they have blocked.
 *
 * <pre>
 *  (ann has blocked bob; b: an event of bob's, a: one of ann's; end: the block ends)
 *
 *  direct, there before the block:    b → PLACE     a → ALL      end, b → ALL
 *  direct, begun by bob since:        created by bob → NOTHING   b → NOTHING     end, b → ALL
 *  direct, begun by ann:              created by ann → ALL       b → PLACE
 *  group that both are in:            b → ALL
 *  group that bob puts ann into:      created or added by bob → LEAVE_AGAIN
 * </pre>
 *
 * A repeat is decided like the first time while the block lasts.
 */
public enum Hearing {
    /** The event, as everybody gets it. */
    ALL,
    /** The place of the event in the sequence, and nothing else of it. */
    PLACE,
    /** Nothing: the conversation has no entry. */
    NOTHING,
    /** Nothing: the recipient leaves at once. */
    LEAVE_AGAIN;

    /**
     * Decides for an event of a direct conversation, after the one by which it began.
     *
     * @param block of the other one by the recipient; null if there is none
     * @param byOther whether the event is the other one's
     */
    public static Hearing inDirect(Block block, boolean byOther) {
        if (block == null) {
            return ALL;
        }
        if (block.hidesDirect()) {
            return NOTHING;
        }
        return byOther ? PLACE : ALL;
    }

    /**
     * Decides for the event by which another user began a direct conversation with the recipient.
     *
     * @param block of that user by the recipient; null if there is none
     * @param isRepeat whether the recipient's inbox has the conversation already
     */
    public static Hearing ofDirectBegun(Block block, Event created, boolean isRepeat) {
        if (block == null) {
            return ALL;
        }
        // After a crash the inbox may have the conversation while the block has forgotten that it hides it.
        boolean hides = !isRepeat || block.hidesDirect() || isSince(block.since(), created);
        return hides ? NOTHING : PLACE;
    }

    /**
     * Decides for the event by which another user puts the recipient into a group.
     *
     * @param block of that user by the recipient; null if there is none
     * @param isRepeat whether the recipient's inbox has the group already: they joined before the block
     */
    public static Hearing ofGroupJoined(Block block, boolean isRepeat) {
        return block == null || isRepeat ? ALL : LEAVE_AGAIN;
    }

    private static boolean isSince(Instant since, Event event) {
        return !event.getSentAt().isBefore(since);
    }
}
