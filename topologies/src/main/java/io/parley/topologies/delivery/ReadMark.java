package io.parley.topologies.delivery;

import io.parley.avro.internal.MemberState;

import java.time.Instant;

/**
 * What a member's saying to have read up to a sequence does to their mark, which never moves back.
 *
 * @param member the row with the mark
 * @param news whether the mark moved by what was said, now or when it was said first: a repeat of it, read again after a
 *     crash, is told again, since the first time may have been lost. One that moves nothing is not
 */
record ReadMark(MemberState member, boolean news) {

    /**
     * @param sequence at most the conversation's head
     * @param at the log's time of what was said
     */
    static ReadMark moved(MemberState before, long sequence, Instant at) {
        long mark = of(before);
        if (sequence > mark) {
            return new ReadMark(
                    new MemberState(before.getRole(), before.getStays(), sequence, at, before.getRoleBy()), true);
        }
        return new ReadMark(before, sequence == before.getRead() && at.equals(before.getReadAt()));
    }

    /** Up to where a member has read. Who is added later has read what was there before, as in their inbox. */
    static long of(MemberState row) {
        return Math.max(row.getRead(), Membership.of(row).joined() - 1);
    }
}
