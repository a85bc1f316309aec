package io.parley.topologies.conversation.signal;

import io.parley.avro.Close;
import io.parley.avro.Expansion;
import io.parley.avro.Member;
import io.parley.avro.ReadMoved;
import io.parley.avro.Signal;
import io.parley.avro.TypingDelivery;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.ConversationView;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.fanout.Addressing;
import io.parley.topologies.conversation.fanout.LargeGroupStore;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.subscription.SubscriptionStore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers signals in the conversation's own task, which knows the current members. It changes subscriptions and read
 * marks, and nothing that a command's decision depends on.
 */
public final class SignalHandler {

    private final ConversationState state;
    private final LargeGroupStore largeGroups;
    private final ReadMarks marks;
    private final SubscriptionStore subscriptions;
    private final ReadMarkBroadcast reads;
    private final Addressing addressing;
    private final TypingThrottle typing = new TypingThrottle();

    public SignalHandler(
            ConversationState state,
            LargeGroupStore largeGroups,
            SubscriptionStore subscriptions,
            ReadMarkBroadcast reads,
            Addressing addressing) {
        this.state = state;
        this.largeGroups = largeGroups;
        this.marks = new ReadMarks(state);
        this.subscriptions = subscriptions;
        this.reads = reads;
        this.addressing = addressing;
    }

    /**
     * Takes a signal and returns the resulting records.
     *
     * @param at the log's time of the signal
     * @param nowMs the engine's time
     */
    public List<Expansion> take(Signal signal, Instant at, long nowMs) {
        Optional<Joined> joined = joined(signal);
        SignalAnswer answer = SignalAnswer.decide(signal, joined.map(SignalAnswer.View.class::cast));
        if (answer instanceof SignalAnswer.Refused refused) {
            return List.of(addressing.toGateway(signal.getGatewayId(), refused.delivery()));
        }
        if (answer instanceof SignalAnswer.Listed listed) {
            return List.of(addressing.toGateway(signal.getGatewayId(), listed.delivery()));
        }
        if (answer instanceof SignalAnswer.Opened opened) {
            subscriptions.open(
                    signal.getConversationId(),
                    opened.subscription(),
                    joined.orElseThrow().head().largeBy());
            return List.of(addressing.toGateway(signal.getGatewayId(), opened.delivery()));
        }
        if (answer instanceof SignalAnswer.Closed) {
            subscriptions.close(signal.getConversationId(), signal.getSessionId(), signal.getEpoch());
            return List.of();
        }
        if (answer instanceof SignalAnswer.MarkMoved moved) {
            return moved(joined.orElseThrow(), moved, nowMs);
        }
        return answer instanceof SignalAnswer.Types types ? typing(signal, types, at) : List.of();
    }

    private Optional<Joined> joined(Signal signal) {
        // A close is handled for anybody, so no member has to be looked up.
        if (signal.getBody() instanceof Close || !ConversationId.isValid(signal.getConversationId())) {
            return Optional.empty();
        }
        ConversationId conversation = ConversationId.parse(signal.getConversationId());
        ConversationView view = state.view(conversation);
        return view.member(signal.getUserId())
                .map(member -> new Joined(conversation, view, signal.getUserId(), member));
    }

    private List<Expansion> moved(Joined joined, SignalAnswer.MarkMoved moved, long nowMs) {
        List<Expansion> expansions = new ArrayList<>();
        if (moved.isNews()) {
            state.putRead(joined.conversation, joined.userId, moved.mark());
            if (!joined.head().isLarge()) {
                expansions.addAll(reads.moved(joined.conversation, joined.head(), joined.userId, nowMs));
            }
        }
        expansions.add(addressing.toUser(
                joined.userId, new ReadMoved(joined.conversation.toString(), joined.userId, moved.mark())));
        return expansions;
    }

    private List<Expansion> typing(Signal signal, SignalAnswer.Types types, Instant at) {
        String conversationId = signal.getConversationId();
        String userId = signal.getUserId();
        Map<String, List<String>> others = subscriptions.of(conversationId).othersThan(userId);
        if (others.isEmpty() || !typing.passes(conversationId, userId, types.stop(), at)) {
            return List.of();
        }
        Set<String> hiddenFrom = Set.copyOf(types.hiddenFrom());
        List<Expansion> records = new ArrayList<>(others.size());
        others.forEach((gatewayId, open) -> {
            List<String> viewers = hiddenFrom.isEmpty()
                    ? open
                    : open.stream()
                            .filter(viewer -> !hiddenFrom.contains(viewer))
                            .toList();
            if (!viewers.isEmpty()) {
                records.add(addressing.toGateway(
                        gatewayId, new TypingDelivery(conversationId, userId, viewers, types.stop())));
            }
        });
        return records;
    }

    /** A conversation and one of its members; the head is read on demand, since typing doesn't need it. */
    private final class Joined implements SignalAnswer.View {

        private final ConversationId conversation;
        private final ConversationView view;
        private final String userId;
        private final Membership member;
        private Head head;

        Joined(ConversationId conversation, ConversationView view, String userId, Membership member) {
            this.conversation = conversation;
            this.view = view;
            this.userId = userId;
            this.member = member;
        }

        @Override
        public Head head() {
            if (head == null) {
                head = view.head().orElseThrow();
            }
            return head;
        }

        @Override
        public String title() {
            return view.title().orElse(null);
        }

        @Override
        public int memberCount() {
            return state.roster(conversation.toString()).size();
        }

        @Override
        public List<Member> members(String after, int most) {
            return state.roster(conversation.toString()).members(after, most);
        }

        @Override
        public MemberMarks marks() {
            return marks.ofAll(conversation, head());
        }

        @Override
        public long ownRead() {
            return marks.of(conversation, head(), userId, member);
        }

        @Override
        public long newestMessage() {
            return head().isLarge()
                    ? largeGroups.of(conversation.toString()).messages().newest()
                    : 0;
        }
    }
}
