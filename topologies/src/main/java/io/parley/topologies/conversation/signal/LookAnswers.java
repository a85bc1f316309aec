package io.parley.topologies.conversation.signal;

import io.parley.avro.Answer;
import io.parley.avro.ConversationAnswer;
import io.parley.avro.Look;
import io.parley.avro.Member;
import io.parley.avro.UnknownSubject;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.state.ConversationState;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Answers the admin process, which looks at conversations. It changes nothing. */
public final class LookAnswers {

    /** A page of members fits into a record. */
    private static final int MOST_MEMBERS = 1_000;

    private final ConversationState state;

    public LookAnswers(ConversationState state) {
        this.state = state;
    }

    public Answer answer(String conversationId, Look look) {
        Optional<Head> head = ConversationId.isValid(conversationId)
                ? state.view(ConversationId.parse(conversationId)).head()
                : Optional.empty();
        return new Answer(
                look.getRequestId(),
                head.<Object>map(known -> page(conversationId, known, look)).orElseGet(UnknownSubject::new));
    }

    private ConversationAnswer page(String conversationId, Head head, Look look) {
        SortedMap<String, Membership> all = state.roster(conversationId).memberships();
        int limit = Math.max(0, Math.min(look.getLimit(), MOST_MEMBERS));
        List<Member> members = new ArrayList<>();
        boolean more = false;
        // No user id has a zero, so this is the least one after it.
        for (Map.Entry<String, Membership> member :
                (look.getAfter() == null ? all : all.tailMap(look.getAfter() + '\0')).entrySet()) {
            if (members.size() == limit) {
                more = true;
                break;
            }
            members.add(new Member(member.getKey(), member.getValue().role()));
        }
        return new ConversationAnswer(
                conversationId,
                head.kind(),
                state.title(conversationId),
                head.sequence(),
                Instant.ofEpochMilli(head.sentAt()),
                head.isLarge(),
                head.members(),
                members,
                more);
    }
}
