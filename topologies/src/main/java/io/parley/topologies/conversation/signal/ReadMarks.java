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

    /** Reads the marks of all members. */
    MemberMarks ofAll(ConversationId conversation, Head head) {
        Map<String, Long> said = state.reads(conversation);
        Map<String, Long> reads = new TreeMap<>();
        List<String> takenPart = new ArrayList<>();
        state.roster(conversation.toString()).memberships().forEach((userId, member) -> {
            long sent = head.sent().of(userId);
            long mark = Math.max(said(member, said.getOrDefault(userId, 0L)), sent);
            if (mark > 0) {
                reads.put(userId, mark);
            }
            if (member.isFirst() || said.containsKey(userId) || sent > 0) {
                takenPart.add(userId);
            }
        });
        return new MemberMarks(reads, takenPart);
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
