package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.ConversationKind;
import io.parley.avro.Member;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Role;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.ReadMoved;
import io.parley.schemas.GatewayId;
import io.parley.topologies.parts.GatewayDelivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the task of a conversation decides on a signal. */
sealed interface SignalAnswer {

    String NOT_A_MEMBER = "not_a_member";

    /** To the gateway of the session that asked. */
    record Refused(GatewayDelivery delivery) implements SignalAnswer {}

    /** The session has the conversation open from the head on that it is told. */
    record Opened(GatewayDelivery delivery, Interest interest) implements SignalAnswer {}

    /** The session doesn't have it open any more. */
    record Closed() implements SignalAnswer {}

    /**
     * A member has read up to a sequence; said again when they had before, since the first time may have been lost.
     *
     * @param mark what became of the member's mark, for the others
     */
    record MarkMoved(ReadMoved moved, ReadMark mark) implements SignalAnswer {}

    /** A member is typing, or has stopped to. */
    record Types(boolean stop) implements SignalAnswer {}

    /** Nothing is to be done. */
    record Nothing() implements SignalAnswer {}

    /** Who is in a conversation, looked up only when it is needed. */
    interface Members {

        List<Member> present();

        /** The read marks of those present who have read anything. */
        Map<String, Long> reads();
    }

    /**
     * Decides on a signal.
     *
     * @param at the log's time of the signal
     * @param conversation empty if there is none; a stranger can't tell that from one that they are not a member of
     * @param member the row of the signal's user; null if there is none
     */
    static SignalAnswer decide(
            Signal signal, Instant at, Optional<Conversation> conversation, MemberState member, Members members) {
        if (!GatewayId.isValid(signal.getGatewayId())) {
            return new Nothing();
        }
        if (signal.getBody() instanceof Close) {
            return new Closed();
        }
        if (conversation.isEmpty() || member == null || !Membership.of(member).isMember()) {
            return refused(signal);
        }
        if (signal.getBody() instanceof Open) {
            return opened(signal, conversation.get(), members);
        }
        if (signal.getBody() instanceof Read read) {
            return read(signal, Math.min(read.getSequence(), conversation.get().head()), at, member);
        }
        return signal.getBody() instanceof Typing typing ? new Types(typing.getStop()) : new Nothing();
    }

    private static SignalAnswer refused(Signal signal) {
        return new Refused(toSession(
                signal,
                new RequestRefused(
                        signal.getSessionId(),
                        signal.getUserId(),
                        signal.getConversationId(),
                        NOT_A_MEMBER,
                        "You are not a member of this conversation.")));
    }

    private static SignalAnswer opened(Signal signal, Conversation conversation, Members members) {
        OpenedDelivery opened = OpenedDelivery.newBuilder()
                .setSessionId(signal.getSessionId())
                .setUserId(signal.getUserId())
                .setConversationId(signal.getConversationId())
                .setKind(conversation.kind())
                .setTitle(conversation.title())
                .setHead(conversation.head())
                .setMembers(withRoles(conversation.kind(), members.present()))
                .setReads(conversation.large() ? Map.of() : members.reads())
                .setLarge(conversation.large())
                .setNewestMessage(conversation.news().messages().newest())
                .build();
        return new Opened(toSession(signal, opened), Interest.begun(signal, conversation.head()));
    }

    /** A direct conversation has no owner; rosters that are older than this rule say that its creator is one. */
    private static List<Member> withRoles(ConversationKind kind, List<Member> members) {
        return kind == ConversationKind.GROUP
                ? members
                : members.stream()
                        .map(member -> new Member(member.getUserId(), Role.MEMBER))
                        .toList();
    }

    private static SignalAnswer read(Signal signal, long sequence, Instant at, MemberState member) {
        ReadMark mark = ReadMark.moved(member, sequence, at);
        return new MarkMoved(
                new ReadMoved(signal.getConversationId(), signal.getUserId(), ReadMark.of(mark.member())), mark);
    }

    private static GatewayDelivery toSession(Signal signal, Object body) {
        return GatewayDelivery.of(signal.getGatewayId(), signal.getUserId(), body);
    }
}
