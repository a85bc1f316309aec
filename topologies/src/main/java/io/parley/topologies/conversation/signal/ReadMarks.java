package io.parley.topologies.conversation.signal;

import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.state.ConversationState;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the members' read marks: the greatest of their read receipts, their own newest message and, for those added
 * later, the head before they joined, as in their inbox.
 */
final class ReadMarks {

    private final ConversationState state;

    ReadMarks(ConversationState state) {
        this.state = state;
    }

    long of(ConversationId conversation, Head head, String userId, Membership member) {
        return Math.max(
                said(member, state.read(conversation, userId)), head.sent().of(userId));
    }

    /** The marks of all members who have read anything, by user. */
    Map<String, Long> ofAll(ConversationId conversation, Head head) {
        Map<String, Long> said = state.reads(conversation);
        Map<String, Long> reads = new TreeMap<>();
        state.roster(conversation.toString()).memberships().forEach((userId, member) -> {
            long mark = Math.max(
                    said(member, said.getOrDefault(userId, 0L)), head.sent().of(userId));
            if (mark > 0) {
                reads.put(userId, mark);
            }
        });
        return reads;
    }

    /**
     * The members who have taken part, ascending: who began the conversation, has moved their read mark or sent a
     * message. Others see the presence of these alone.
     */
    List<String> tookPart(ConversationId conversation, Head head) {
        Map<String, Long> said = state.reads(conversation);
        List<String> tookPart = new ArrayList<>();
        state.roster(conversation.toString()).memberships().forEach((userId, member) -> {
            if (member.isFirst() || said.containsKey(userId) || head.sent().of(userId) > 0) {
                tookPart.add(userId);
            }
        });
        return tookPart;
    }

    /**
     * The marks of those of these users who are members and have sent a read receipt or joined later; a member who has
     * only sent messages is left out, since the messages show it.
     */
    Map<String, Long> ofThose(ConversationId conversation, Head head, Collection<String> userIds) {
        Map<String, Membership> members = state.roster(conversation.toString()).memberships();
        Map<String, Long> reads = new TreeMap<>();
        for (String userId : userIds) {
            Membership member = members.get(userId);
            long said = member == null ? 0 : said(member, state.read(conversation, userId));
            if (said > 0) {
                reads.put(userId, Math.max(said, head.sent().of(userId)));
            }
        }
        return reads;
    }

    private static long said(Membership member, long said) {
        return Math.max(said, member.joined() - 1);
    }
}
