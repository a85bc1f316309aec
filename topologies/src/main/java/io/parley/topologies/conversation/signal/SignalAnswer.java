package io.parley.topologies.conversation.signal;

import io.parley.avro.Close;
import io.parley.avro.Member;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.protocol.RejectCode;
import io.parley.schemas.GatewayId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.subscription.Subscription;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the task of a conversation decides on a signal. */
sealed interface SignalAnswer {

    /** To the gateway of the session that asked. */
    record Refused(RequestRefused delivery) implements SignalAnswer {}

    /** The session has the conversation open from the head on that its answer names. */
    record Opened(OpenedDelivery delivery, Subscription subscription) implements SignalAnswer {}

    /** The session doesn't have it open any more. */
    record Closed() implements SignalAnswer {}

    /**
     * A member has read up to a sequence, at most the head; their sessions get their mark, wherever it is by then.
     *
     * @param before where the mark was
     * @param mark where it is now; it never moves back
     */
    record MarkMoved(long before, long mark) implements SignalAnswer {

        boolean isNews() {
            return mark > before;
        }
    }

    /** A member is typing, or has stopped to. */
    record Types(boolean stop) implements SignalAnswer {}

    /** Nothing is to be done. */
    record Nothing() implements SignalAnswer {}

    /** The conversation of a signal, of which only what is needed is looked up. */
    interface View {

        Head head();

        /** Null where there is none. */
        String title();

        List<Member> members();

        /** Up to where the members have read, of those who have read anything. */
        Map<String, Long> reads();

        /** Up to where the signal's user has read. */
        long ownRead();

        /** In a large group, sequence of the newest message that isn't deleted; 0: none since it is large. */
        long newestMessage();
    }

    /**
     * Decides on a signal.
     *
     * @param conversation empty if the signal's user is no member, or there is none: a stranger can't tell which
     */
    static SignalAnswer decide(Signal signal, Optional<View> conversation) {
        if (!GatewayId.isValid(signal.getGatewayId())) {
            return new Nothing();
        }
        if (signal.getBody() instanceof Close) {
            return new Closed();
        }
        if (conversation.isEmpty()) {
            return refused(signal);
        }
        if (signal.getBody() instanceof Open) {
            return opened(signal, conversation.get());
        }
        if (signal.getBody() instanceof Read read) {
            return read(read, conversation.get());
        }
        return signal.getBody() instanceof Typing typing ? new Types(typing.getStop()) : new Nothing();
    }

    private static SignalAnswer refused(Signal signal) {
        return new Refused(new RequestRefused(
                signal.getSessionId(),
                signal.getUserId(),
                signal.getConversationId(),
                RejectCode.NOT_A_MEMBER.wireName(),
                RejectCode.NOT_A_MEMBER.message()));
    }

    private static SignalAnswer opened(Signal signal, View conversation) {
        Head head = conversation.head();
        OpenedDelivery opened = OpenedDelivery.newBuilder()
                .setSessionId(signal.getSessionId())
                .setUserId(signal.getUserId())
                .setConversationId(signal.getConversationId())
                .setKind(head.kind())
                .setTitle(conversation.title())
                .setHead(head.sequence())
                .setMembers(conversation.members())
                .setReads(head.isLarge() ? Map.of() : conversation.reads())
                .setLarge(head.isLarge())
                .setNewestMessage(conversation.newestMessage())
                .build();
        return new Opened(opened, Subscription.begun(signal, head.sequence()));
    }

    private static SignalAnswer read(Read read, View conversation) {
        long before = conversation.ownRead();
        long said = Math.min(read.getSequence(), conversation.head().sequence());
        return new MarkMoved(before, Math.max(before, said));
    }
}
