package io.parley.topologies.delivery;

import io.parley.avro.Member;
import io.parley.avro.Signal;
import io.parley.avro.TypingDelivery;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.MemberState;
import io.parley.topologies.parts.GatewayDelivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Answers what sessions do in a conversation that is not numbered: in the conversation's own task, where it is known who
 * is a member now.
 */
final class AnswerSignals {

    private final ConversationStores stores;
    private final InterestStore interests;
    private final ReadNews reads;
    private final ToIntFunction<String> partitionOf;
    private final TypingPace typing = new TypingPace();

    AnswerSignals(
            ConversationStores stores, InterestStore interests, ReadNews reads, ToIntFunction<String> partitionOf) {
        this.stores = stores;
        this.interests = interests;
        this.reads = reads;
        this.partitionOf = partitionOf;
    }

    /**
     * Takes a signal, and gives what follows from it.
     *
     * @param at the log's time of the signal
     * @param nowMs the engine's time
     */
    List<Consequence> take(Signal signal, Instant at, long nowMs) {
        String conversationId = signal.getConversationId();
        String userId = signal.getUserId();
        Optional<Conversation> conversation = stores.conversation(conversationId);
        SentMarks sent = conversation.map(Conversation::sent).orElse(SentMarks.NONE);
        MemberState row = stores.member(conversationId, userId);
        SignalAnswer answer = SignalAnswer.decide(
                signal,
                at,
                conversation,
                row == null ? null : sent.raise(userId, row),
                new StoredMembers(conversationId, sent));
        if (answer instanceof SignalAnswer.Refused refused) {
            return List.of(new Consequence.ToGateway(refused.delivery()));
        }
        if (answer instanceof SignalAnswer.Opened opened) {
            interests.open(
                    conversationId,
                    opened.interest(),
                    conversation.map(Conversation::largeBy).orElse(0L));
            return List.of(new Consequence.ToGateway(opened.delivery()));
        }
        if (answer instanceof SignalAnswer.Closed) {
            interests.close(conversationId, signal.getSessionId(), signal.getEpoch());
            return List.of();
        }
        if (answer instanceof SignalAnswer.MarkMoved moved) {
            boolean large = conversation.map(Conversation::large).orElse(false);
            return moved(moved, large, nowMs);
        }
        return answer instanceof SignalAnswer.Types types
                ? typing(conversationId, userId, types.stop(), at)
                : List.of();
    }

    private List<Consequence> moved(SignalAnswer.MarkMoved answer, boolean large, long nowMs) {
        String conversationId = answer.moved().getConversationId();
        String userId = answer.moved().getUserId();
        List<Consequence> consequences = new ArrayList<>();
        if (answer.mark().news()) {
            stores.put(conversationId, userId, answer.mark().member());
            if (!large) {
                consequences.addAll(reads.moved(conversationId, userId, nowMs));
            }
        }
        consequences.add(
                new Consequence.ToUsers(conversationId, new Expansion(partitionOf.applyAsInt(userId), answer.moved())));
        return consequences;
    }

    private List<Consequence> typing(String conversationId, String userId, boolean stop, Instant at) {
        Map<String, List<String>> others = interests.of(conversationId).othersThan(userId);
        if (others.isEmpty() || !typing.passes(conversationId, userId, stop, at)) {
            return List.of();
        }
        List<Consequence> told = new ArrayList<>(others.size());
        others.forEach((gatewayId, open) -> told.add(new Consequence.ToGateway(GatewayDelivery.of(
                gatewayId, conversationId, new TypingDelivery(conversationId, userId, open, stop)))));
        return told;
    }

    private final class StoredMembers implements SignalAnswer.Members {

        private final String conversationId;
        private final SentMarks sent;

        StoredMembers(String conversationId, SentMarks sent) {
            this.conversationId = conversationId;
            this.sent = sent;
        }

        @Override
        public List<Member> present() {
            return stores.roster(conversationId).members();
        }

        @Override
        public Map<String, Long> reads() {
            Map<String, Long> reads = new TreeMap<>();
            for (Map.Entry<String, MemberState> row :
                    stores.members(conversationId).entrySet()) {
                if (Membership.of(row.getValue()).isMember()) {
                    ReadNews.addMark(reads, row.getKey(), sent.raise(row.getKey(), row.getValue()));
                }
            }
            return reads;
        }
    }
}
