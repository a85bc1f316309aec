package io.parley.topologies.delivery;

import io.parley.avro.Member;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Signal;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.ReadMoved;
import io.parley.schemas.GatewayId;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the task of a conversation decides on a signal. */
sealed interface SignalAnswer {

    String NOT_A_MEMBER = "not_a_member";

    /** To the gateway of the session that asked. */
    record ToSession(GatewayDelivery delivery) implements SignalAnswer {}

    /**
     * A member has read up to a sequence; said again when they had before, since the first time may have been lost.
     *
     * @param member the member's row with the mark, which never moves back
     */
    record MarkMoved(ReadMoved moved, MemberState member) implements SignalAnswer {}

    /** Nothing is to be done. */
    record Nothing() implements SignalAnswer {}

    /**
     * Decides on a signal.
     *
     * @param conversation empty if there is none; a stranger can't tell that from one that they are not a member of
     * @param member the row of the signal's user; null if there is none
     * @param members all rows, asked for only when they are needed
     */
    static SignalAnswer decide(
            Signal signal,
            Optional<Conversation> conversation,
            MemberState member,
            Supplier<SortedMap<String, MemberState>> members) {
        boolean open = signal.getBody() instanceof Open;
        if (!GatewayId.isValid(signal.getGatewayId()) || (!open && !(signal.getBody() instanceof Read))) {
            return new Nothing();
        }
        if (conversation.isEmpty() || member == null || !Membership.of(member).isMember()) {
            return refused(signal);
        }
        return open ? opened(signal, conversation.get(), members.get()) : read(signal, conversation.get(), member);
    }

    private static SignalAnswer refused(Signal signal) {
        return toSession(
                signal,
                new RequestRefused(
                        signal.getSessionId(),
                        signal.getUserId(),
                        signal.getConversationId(),
                        NOT_A_MEMBER,
                        "You are not a member of this conversation."));
    }

    private static SignalAnswer opened(
            Signal signal, Conversation conversation, SortedMap<String, MemberState> members) {
        List<Member> present = new ArrayList<>();
        Map<String, Long> reads = new TreeMap<>();
        members.forEach((userId, row) -> {
            Membership membership = Membership.of(row);
            if (membership.isMember()) {
                present.add(new Member(userId, row.getRole()));
                // Who is added later counts as having read what was there before, as in their inbox.
                long read = Math.max(row.getRead(), membership.joined() - 1);
                if (read > 0) {
                    reads.put(userId, read);
                }
            }
        });
        return toSession(
                signal,
                OpenedDelivery.newBuilder()
                        .setSessionId(signal.getSessionId())
                        .setUserId(signal.getUserId())
                        .setConversationId(signal.getConversationId())
                        .setKind(conversation.kind())
                        .setTitle(conversation.title())
                        .setHead(conversation.head())
                        .setMembers(present)
                        .setReads(reads)
                        .setLarge(conversation.large())
                        .build());
    }

    private static SignalAnswer read(Signal signal, Conversation conversation, MemberState member) {
        long asked = Math.min(((Read) signal.getBody()).getSequence(), conversation.head());
        long mark = Math.max(asked, member.getRead());
        return new MarkMoved(
                new ReadMoved(signal.getConversationId(), signal.getUserId(), mark),
                new MemberState(member.getRole(), member.getStays(), mark));
    }

    private static SignalAnswer toSession(Signal signal, Object body) {
        return new ToSession(GatewayDelivery.of(signal.getGatewayId(), signal.getUserId(), body));
    }
}
