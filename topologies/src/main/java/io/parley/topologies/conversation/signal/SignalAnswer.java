package io.parley.topologies.conversation.signal;

import io.parley.avro.Close;
import io.parley.avro.ListMembers;
import io.parley.avro.Member;
import io.parley.avro.MembersDelivery;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.RequestRefused;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.RejectReason;
import io.parley.schemas.GatewayId;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.subscription.Subscription;

import java.util.List;
import java.util.Optional;

/** The decision of a conversation's task on a signal. */
sealed interface SignalAnswer {

    /** Refuses the request; sent to the session's gateway. */
    record Refused(RequestRefused delivery) implements SignalAnswer {}

    /** Subscribes the session, from the head that the answer names. */
    record Opened(OpenedDelivery delivery, Subscription subscription) implements SignalAnswer {}

    /** Answers with a page of the roster. */
    record Listed(MembersDelivery delivery) implements SignalAnswer {}

    /** Ends the session's subscription. */
    record Closed() implements SignalAnswer {}

    /**
     * Moves a member's read mark up to a sequence, at most the head; the member's sessions get the mark as it is by
     * then.
     *
     * @param before the mark before
     * @param mark the mark now; it never moves back
     */
    record MarkMoved(long before, long mark) implements SignalAnswer {

        boolean isNews() {
            return mark > before;
        }
    }

    /**
     * A member is typing, or has stopped typing.
     *
     * @param hiddenFrom users who may not see it
     */
    record Types(boolean stop, List<String> hiddenFrom) implements SignalAnswer {}

    /** The members of a large group that an answer to {@code open} has; the rest comes by pages. */
    int MEMBERS_OF_LARGE = FrameLimits.USUAL_MEMBERS_PAGE;

    /** The longest page of a roster. */
    int LONGEST_PAGE = FrameLimits.LARGEST_MEMBERS_PAGE;

    /** Nothing has to be done. */
    record Nothing() implements SignalAnswer {}

    /** The signal's conversation; looks up only what is needed. */
    interface View {

        Head head();

        /** Null where there is none. */
        String title();

        /** The number of members. */
        int memberCount();

        /**
         * The members after a user id, by user id.
         *
         * @param after null for the first ones
         */
        List<Member> members(String after, int most);

        /** How far the members have come: a scan. */
        MemberMarks marks();

        /** The read mark of the signal's user. */
        long ownRead();

        /**
         * In a large group, sequence of the newest message that isn't deleted; 0 if there is none since it became
         * large.
         */
        long newestMessage();
    }

    /**
     * Decides on a signal.
     *
     * @param conversation empty if it doesn't exist or the signal's user is no member: a stranger can't distinguish the
     *     two
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
        if (signal.getBody() instanceof ListMembers list) {
            return listed(signal, list, conversation.get());
        }
        if (signal.getBody() instanceof Read read) {
            return read(read, conversation.get());
        }
        return signal.getBody() instanceof Typing typing
                ? new Types(typing.getStop(), hiddenFrom(typing))
                : new Nothing();
    }

    private static List<String> hiddenFrom(Typing typing) {
        return typing.getHiddenFrom() == null ? List.of() : typing.getHiddenFrom();
    }

    private static SignalAnswer refused(Signal signal) {
        return new Refused(new RequestRefused(
                signal.getSessionId(),
                signal.getUserId(),
                signal.getConversationId(),
                RejectReason.NOT_A_MEMBER.code().wireName(),
                RejectReason.NOT_A_MEMBER.text(),
                signal.getBody() instanceof ListMembers list ? list.getRequest() : 0L));
    }

    private static SignalAnswer listed(Signal signal, ListMembers list, View conversation) {
        int limit = Math.max(1, Math.min(LONGEST_PAGE, list.getLimit()));
        List<Member> members = conversation.members(list.getAfter(), limit + 1);
        boolean more = members.size() > limit;
        return new Listed(new MembersDelivery(
                signal.getSessionId(),
                signal.getUserId(),
                signal.getConversationId(),
                list.getRequest(),
                more ? members.subList(0, limit) : members,
                more));
    }

    private static SignalAnswer opened(Signal signal, View conversation) {
        Head head = conversation.head();
        MemberMarks marks = head.isLarge() ? MemberMarks.NOT_SHOWN : conversation.marks();
        OpenedDelivery opened = OpenedDelivery.newBuilder()
                .setSessionId(signal.getSessionId())
                .setUserId(signal.getUserId())
                .setConversationId(signal.getConversationId())
                .setKind(head.kind())
                .setTitle(conversation.title())
                .setHead(head.sequence())
                .setMembers(conversation.members(null, head.isLarge() ? MEMBERS_OF_LARGE : Integer.MAX_VALUE))
                .setMemberCount(conversation.memberCount())
                .setReads(marks.reads())
                .setLarge(head.isLarge())
                .setNewestMessage(conversation.newestMessage())
                .setTakenPart(marks.takenPart())
                .build();
        return new Opened(opened, Subscription.begun(signal, head.sequence()));
    }

    private static SignalAnswer read(Read read, View conversation) {
        long before = conversation.ownRead();
        long said = Math.min(read.getSequence(), conversation.head().sequence());
        return new MarkMoved(before, Math.max(before, said));
    }
}
