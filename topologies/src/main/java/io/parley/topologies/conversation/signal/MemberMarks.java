package io.parley.topologies.conversation.signal;

import java.util.List;
import java.util.Map;

/**
 * How far the members of a conversation have come, in one reading of their marks.
 *
 * @param reads the read marks of those who have read anything, by user
 * @param takenPart those who have taken part, ascending: who began the conversation, moved their read mark or sent a
 *     message. Others see the presence of these alone
 */
record MemberMarks(Map<String, Long> reads, List<String> takenPart) {

    /** The marks of a large group, which nobody sees. */
    static final MemberMarks NOT_SHOWN = new MemberMarks(Map.of(), null);
}
