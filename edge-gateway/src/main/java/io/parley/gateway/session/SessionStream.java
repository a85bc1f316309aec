package io.parley.gateway.session;

import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Removed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.protocol.RejectCode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a session does with deliveries for its user. Until the session is ready it ignores them: what came before the
 * whole inbox is in it. For the session's event loop; a method that takes a frame takes the caller's reference to it.
 */
final class SessionStream {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String userId;
    private final Memberships memberships;
    private final OpenConversations open;
    private final NewsLane news;
    private final AwaitedAnswers awaited = new AwaitedAnswers();
    private final Outlet outlet;
    private final GatewayMetrics metrics;
    private boolean flowing;

    SessionStream(
            String userId,
            Memberships memberships,
            OpenConversations open,
            NewsLane news,
            Outlet outlet,
            GatewayMetrics metrics) {
        this.userId = userId;
        this.memberships = memberships;
        this.open = open;
        this.news = news;
        this.outlet = outlet;
        this.metrics = metrics;
    }

    /** The session is ready: from here on the client hears of everything. */
    void begin() {
        flowing = true;
    }

    /** The connection is gone. */
    void end() {
        flowing = false;
        open.closeAll();
        awaited.drop();
        news.end();
    }

    /** The client has read on. */
    void proceed() {
        news.proceed();
    }

    /** To be called every now and then, with the time in nanoseconds. */
    void check(long now) {
        news.check(now);
        for (AwaitedAnswers.Answer answer : awaited.overdue(now)) {
            answer.frame().release();
            if (!memberships.isMember(answer.event().getConversationId())) {
                // Their membership began with this event and has ended since.
                refused(Rejection.notAMember(answer.command()));
            } else {
                comeAgain(answer);
            }
        }
    }

    /** The user's whole inbox. */
    void wholeInbox(Collection<InboxEntry> inbox) {
        List<InboxEntry> entries = memberships.replace(inbox);
        noteLarge(entries);
        news.wholeInbox(entries);
        answerAwaited();
    }

    /** Inbox entries that changed. */
    void inbox(InboxDelivery changed) {
        if (flowing) {
            List<InboxEntry> entries = memberships.update(changed.getConversations());
            noteLarge(entries);
            news.changed(entries);
            answerAwaited();
        }
    }

    /** What the stream has brought may be an answer as well. */
    private void answerAwaited() {
        for (AwaitedAnswers.Answer answer : awaited.brought(event -> !memberships.isComing(event))) {
            if (answer.isOwn()) {
                answer.frame().release();
            } else {
                // Never withheld, since history doesn't say what an event answers.
                news.entry(answer.event().getConversationId(), answer.frame());
            }
        }
    }

    /** An answer that can't be waited for any longer: the stream's own frame of the event answers its own command alone. */
    private void comeAgain(AwaitedAnswers.Answer answer) {
        if (!answer.isOwn()) {
            refused(Rejection.retryable(
                    answer.command(),
                    RejectCode.UNAVAILABLE,
                    "it took effect before, and its event is yet to come; send the same id again",
                    RETRY_AFTER));
        }
    }

    private void noteLarge(List<InboxEntry> entries) {
        for (InboxEntry entry : entries) {
            if (entry.getLarge()) {
                open.grown(entry.getConversationId());
            }
        }
    }

    /** An event of a large group, for those who have it open. */
    void eventIfOpen(Event event, ServerFrame frame) {
        if (open.isOpen(event.getConversationId())) {
            event(event, frame);
        } else {
            frame.release();
        }
    }

    void event(Event event, ServerFrame frame) {
        if (!flowing) {
            frame.release();
            return;
        }
        switch (memberships.pass(event)) {
            case PASSES -> {
                news.event(event.getConversationId(), frame);
                open.passed(event);
                answerAwaited();
            }
            case ENTERS -> {
                news.entry(event.getConversationId(), frame);
                open.passed(event);
                answerAwaited();
            }
            case LEAVES -> {
                news.exit(event.getConversationId(), frame);
                open.close(event.getConversationId());
                answerAwaited();
            }
            case STRAYS -> {
                metrics.strayEvent();
                frame.release();
            }
        }
    }

    /**
     * The event that answers a repeated command, as it stands now. The store may be ahead of the stream: what that is going
     * to bring is left to it, or else the client would see a gap, and an answer by another command's event follows it.
     *
     * @param own whether the command made the event
     */
    void repeated(Correlation command, boolean own, Event event, ServerFrame frame) {
        if (flowing && memberships.isComing(event)) {
            awaited.add(new AwaitedAnswers.Answer(command, own, event, frame)).ifPresent(crowdedOut -> {
                crowdedOut.frame().release();
                comeAgain(crowdedOut);
            });
            return;
        }
        boolean leaving = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (flowing && (leaving || memberships.isMember(event.getConversationId()))) {
            outlet.send(frame);
            return;
        }
        frame.release();
        refused(Rejection.notAMember(command));
    }

    /** A command of the user was refused. */
    void refused(Rejection rejection) {
        if (flowing) {
            outlet.reject(rejection);
        }
    }

    /** A conversation was opened. Of a large group the stream has reached what the answer says; no event says it. */
    void opened(OpenedDelivery opened) {
        if (!flowing) {
            return;
        }
        String conversation = opened.getConversationId();
        if (!memberships.isMember(conversation)) {
            // Asked by a member, and overtaken by the removal: an answer takes another way than events.
            PendingOpens.Asked asked = open.refused(conversation);
            if (asked != null && asked.isByClient()) {
                outlet.reject(Rejection.notAMember(asked.correlation()));
            }
            return;
        }
        // Decided once more after an abort, behind events that then came to nobody who has it open.
        boolean fartherOn = opened.getLarge() && opened.getHead() > memberships.head(conversation);
        if (opened.getLarge()) {
            memberships.open(conversation, opened.getHead(), opened.getNewestMessage());
        }
        open.opened(opened, opened.getLarge() || memberships.isLarge(conversation), fartherOn);
    }

    /** A request of this session about a conversation was refused. */
    void requestRefused(String conversationId, String code, String message) {
        if (!flowing) {
            return;
        }
        PendingOpens.Asked asked = open.refused(conversationId);
        if (asked != null && !asked.isByClient()) {
            // The client didn't ask, and learns by the event that ended its membership.
            open.close(conversationId);
            return;
        }
        Correlation correlation = asked == null ? new Correlation(null, null, conversationId) : asked.correlation();
        outlet.reject(new Rejection(correlation, code, message, null));
    }

    /** Somebody types; nobody waits to hear of it later. */
    void typing(String conversationId, ServerFrame frame) {
        if (news.isBlocked()) {
            frame.release();
        } else {
            ofOpenConversation(conversationId, frame);
        }
    }

    /** Something for those who have the conversation open. */
    void ofOpenConversation(String conversationId, ServerFrame frame) {
        if (flowing && open.isOpen(conversationId)) {
            outlet.send(frame);
        } else {
            frame.release();
        }
    }
}
