package io.parley.gateway.session.request;

import io.parley.avro.InboxAnswer;
import io.parley.avro.LookUp;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.Memberships;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.protocol.RejectReason;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds what concerns a conversation that the session doesn't know, until the owner of the user has answered
 * whether the user is a member. So every conversation of the user can be used, listed or not, and one that isn't theirs
 * is refused like one that doesn't exist. Each question draws on the budgets of work. What waits for the same
 * conversation stays in its order. For the session's event loop.
 *
 * <pre>
 *  edit of unlisted c ─► LookUp c ─► entry ─► client, then the edit goes on
 *  send to c           waits           │ none: both go on, and are refused as by a stranger
 *                                      └ no answer: unavailable
 * </pre>
 */
final class UnlistedConversations implements SessionPart {

    private final InboxRequests inbox;
    private final Memberships memberships;
    private final SessionStream stream;
    private final WorkGuard work;
    private final FrameSender sender;
    private final Consumer<ClientFrame> handler;
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private final Deque<String> unasked = new ArrayDeque<>();
    private int underWay;
    private int waitingFrames;

    /** Waits for the answer about a conversation; one of its methods is called, once. */
    interface Waiting {
        /** Goes on: the session now knows whether the user is a member. */
        void proceed();

        /** Gives up: there is no answer. */
        void unavailable();

        /** Lets go of what it holds: the session has ended. */
        default void ended() {}
    }

    /** @param handler handles a frame that goes on */
    UnlistedConversations(
            InboxRequests inbox,
            Memberships memberships,
            SessionStream stream,
            WorkGuard work,
            FrameSender sender,
            Consumer<ClientFrame> handler) {
        this.inbox = inbox;
        this.memberships = memberships;
        this.stream = stream;
        this.work = work;
        this.sender = sender;
        this.handler = handler;
    }

    /** Takes a frame that has to wait; false if it can be handled at once. */
    boolean takes(ClientFrame frame) {
        String conversation = frame.correlation().conversationId();
        boolean needsMembership = needsMembership(frame);
        if (!needsMembership && !isAbout(frame)) {
            return false;
        }
        boolean isFirst = !waiting.containsKey(conversation);
        if (isFirst && !(needsMembership && memberships.isUnlisted(conversation))) {
            return false;
        }
        if (waitingFrames >= SessionLimits.WAITING_FOR_INBOX) {
            sender.reject(Rejection.retryable(frame.correlation(), RejectReason.INBOX_REQUESTS));
            return true;
        }
        if (isFirst && !work.admits(frame.correlation(), WorkGuard.LOOK_UP)) {
            return true;
        }
        waitingFrames++;
        ask(conversation, new WaitingFrame(frame));
        return true;
    }

    /** Asks about a conversation, after what waits for it already. */
    void ask(String conversationId, Waiting one) {
        Deque<Waiting> others = waiting.get(conversationId);
        if (others != null) {
            others.add(one);
            return;
        }
        Deque<Waiting> first = new ArrayDeque<>();
        first.add(one);
        waiting.put(conversationId, first);
        unasked.add(conversationId);
        lookUp();
    }

    @Override
    public void onClose() {
        waiting.values().forEach(each -> each.forEach(Waiting::ended));
        waiting.clear();
        unasked.clear();
    }

    private void lookUp() {
        while (underWay < SessionLimits.LOOK_UPS_UNDER_WAY && !unasked.isEmpty()) {
            String conversation = unasked.remove();
            underWay++;
            inbox.ask(new LookUp(conversation), answer -> answered(conversation, answer));
        }
    }

    private void answered(String conversationId, Optional<InboxAnswer> answer) {
        underWay--;
        Deque<Waiting> some = waiting.remove(conversationId);
        answer.ifPresent(found -> stream.announced(found.getConversations()));
        some.forEach(answer.isPresent() ? Waiting::proceed : Waiting::unavailable);
        lookUp();
    }

    private static boolean needsMembership(ClientFrame frame) {
        return frame instanceof ClientFrame.Open
                || frame instanceof ClientFrame.History
                || frame instanceof ClientFrame.Members
                || frame instanceof ClientFrame.Mute
                || frame instanceof ClientFrame.Read
                || frame instanceof ClientFrame.Typing
                || (frame instanceof ClientFrame.Command command
                        && TargetStamps.targetOf(command).isPresent());
    }

    private static boolean isAbout(ClientFrame frame) {
        return frame instanceof ClientFrame.Command || frame instanceof ClientFrame.Close;
    }

    private final class WaitingFrame implements Waiting {

        private final ClientFrame frame;

        WaitingFrame(ClientFrame frame) {
            this.frame = frame;
        }

        @Override
        public void proceed() {
            waitingFrames--;
            if (!sender.isEnded()) {
                handler.accept(frame);
            }
        }

        @Override
        public void unavailable() {
            waitingFrames--;
            sender.reject(Rejection.retryable(frame.correlation(), RejectReason.INBOX_SILENT));
        }
    }
}
