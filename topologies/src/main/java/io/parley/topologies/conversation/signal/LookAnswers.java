package io.parley.topologies.conversation.signal;

import io.parley.avro.Answer;
import io.parley.avro.ConversationAnswer;
import io.parley.avro.Look;
import io.parley.avro.Member;
import io.parley.avro.UnknownSubject;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.state.ConversationState;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        int limit = Math.max(0, Math.min(look.getLimit(), MOST_MEMBERS));
        List<Member> members = state.roster(conversationId).members(look.getAfter(), limit + 1);
        boolean more = members.size() > limit;
        return new ConversationAnswer(
                conversationId,
                head.kind(),
                state.title(conversationId),
                head.sequence(),
                Instant.ofEpochMilli(head.sentAt()),
                head.isLarge(),
                head.members(),
                more ? members.subList(0, limit) : members,
                more);
    }
}
