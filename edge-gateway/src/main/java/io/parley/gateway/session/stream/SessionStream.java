package io.parley.gateway.session.stream;

import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.MembersDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PreferencesDelivery;
import io.parley.avro.Removed;
import io.parley.avro.RequestRefused;
import io.parley.avro.WithheldDelivery;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.NewestInbox;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.preference.PreferenceStream;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.protocol.RejectReason;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes deliveries for a session's user on to its client. Ignores them until the session is ready: the whole inbox
 * includes earlier ones. For the session's event loop; a method that takes a frame takes the caller's reference to it.
 */
public final class SessionStream implements SessionPart {

    private final String userId;
    private final SessionPreferences preferences;
    private final PreferenceStream preferenceStream;
    private final Memberships memberships;
    private final OpenConversations open;
    private final MemberPages members;
    private final OutboundEvents events;
    private final AwaitedAnswers awaited = new AwaitedAnswers();
    private final FrameSender sender;
    private final GatewayMetrics metrics;
    private boolean flowing;

    /** @param slowTimeout the longest time for which a client may be too slow before it is given up */
    public SessionStream(
            String userId,
            SessionPreferences preferences,
            Memberships memberships,
            OpenConversations open,
            MemberPages members,
            Duration slowTimeout,
            FrameSender sender,
            GatewayMetrics metrics) {
        this.userId = userId;
        this.preferences = preferences;
        this.preferenceStream = new PreferenceStream(preferences, open::visibilityChanged, sender);
        this.memberships = memberships;
        this.open = open;
        this.members = members;
        this.events = new OutboundEvents(new Backlog(slowTimeout), memberships, preferences, sender, metrics);
        this.sender = sender;
        this.metrics = metrics;
    }

    /** The parts of the session's life in this package. */
    public List<SessionPart> parts() {
        return List.of(events, this, open, members);
    }

    /** Begins to pass deliveries on: the session is ready. */
    public void begin() {
        flowing = true;
    }

    @Override
    public void onClose() {
        flowing = false;
        awaited.drop();
    }

    /** Drops answers that have waited for their event for too long. */
    @Override
    public void onTick(long now) {
        for (AwaitedAnswers.Answer answer : awaited.overdue(now)) {
            answer.frame().release();
            if (!memberships.isMember(answer.event().getConversationId())) {
                // Their membership began with this event and has ended since.
                refused(Rejection.notAMember(answer.command()));
            } else {
                rejectForRetry(answer);
            }
        }
    }

    /** Sends the user's whole inbox: the newest conversations, as the client reads them. */
    public void wholeInbox(NewestInbox inbox) {
        List<InboxEntry> entries = memberships.replace(inbox.entries(), inbox.next() == null);
        noteLarge(entries);
        events.wholeInbox(entries, inbox.next());
        answerAwaited();
    }

    /** Takes the user's preferences: what comes before a whole inbox, or a change. */
    public void preferences(PreferencesDelivery delivery) {
        preferenceStream.take(delivery, flowing);
    }

    /** Takes the preferences that came before the whole inbox of this epoch. */
    public void beginPreferences(long epoch) {
        preferenceStream.begin(epoch, flowing);
    }

    /** Sends changed inbox entries, or those that the session doesn't know yet, if they are for such sessions. */
    public void inbox(InboxDelivery changed) {
        if (flowing) {
            announced(
                    changed.getIfUntold()
                            ? changed.getConversations().stream()
                                    .filter(entry -> !memberships.isMember(entry.getConversationId()))
                                    .toList()
                            : changed.getConversations());
        }
    }

    /** Sends entries that are news to the session. */
    public void announced(List<InboxEntry> news) {
        List<InboxEntry> entries = memberships.update(news);
        noteLarge(entries);
        events.inboxChanged(entries);
        answerAwaited();
    }

    /**
     * Sends the answer to a request for older conversations.
     *
     * @param rest the place behind which the next ones begin; null if there are none
     * @param answer sends the frame
     */
    public void listed(Correlation request, List<InboxEntry> older, InboxPosition rest, Consumer<ServerFrame> answer) {
        List<InboxEntry> entries = memberships.update(older);
        noteLarge(entries);
        answer.accept(events.listed(request, entries, rest));
        answerAwaited();
    }

    /** The place behind which begins what was not announced by itself; null if that is nothing. */
    public InboxPosition listedTo() {
        return events.listedTo();
    }

    /** Sends the answers whose events the stream has brought. */
    private void answerAwaited() {
        for (AwaitedAnswers.Answer answer : awaited.brought(event -> !memberships.isComing(event))) {
            if (answer.isOwn()) {
                answer.frame().release();
            } else {
                // Never withheld, since history doesn't show which command an event answers.
                events.joined(answer.event().getConversationId(), answer.frame());
            }
        }
    }

    /** Rejects a command whose answer was dropped: the stream's own frame of the event answers only its own command. */
    private void rejectForRetry(AwaitedAnswers.Answer answer) {
        if (!answer.isOwn()) {
            refused(Rejection.retryable(answer.command(), RejectReason.REPEAT_TO_COME));
        }
    }

    private void noteLarge(List<InboxEntry> entries) {
        for (InboxEntry entry : entries) {
            if (entry.getLarge()) {
                open.grown(entry.getConversationId());
            }
        }
    }

    /** Sends an event of a large group if it is open. */
    public void eventIfOpen(Event event, ServerFrame frame) {
        if (open.isOpen(event.getConversationId())) {
            event(event, frame);
        } else {
            frame.release();
        }
    }

    /** Sends an event, unless it is stale. */
    public void event(Event event, ServerFrame frame) {
        if (!flowing) {
            frame.release();
            return;
        }
        switch (memberships.pass(event)) {
            case PASSES -> {
                events.event(event, frame);
                open.passed(event);
                answerAwaited();
            }
            case ENTERS -> {
                events.joined(event.getConversationId(), frame);
                open.passed(event);
                answerAwaited();
            }
            case LEAVES -> {
                events.left(event.getConversationId(), frame);
                open.close(event.getConversationId());
                answerAwaited();
            }
            case STALE -> {
                metrics.strayEvent();
                frame.release();
            }
        }
    }

    /** Sends the place of an event whose sender the user has blocked, unless it is stale. */
    public void withheld(WithheldDelivery withheld, ServerFrame frame) {
        String conversationId = withheld.getConversationId();
        if (flowing && memberships.passWithheld(conversationId, withheld.getSequence(), withheld.getSentAt())) {
            events.place(conversationId, frame);
            answerAwaited();
            return;
        }
        if (flowing) {
            metrics.strayEvent();
        }
        frame.release();
    }

    /**
     * Sends the event that answers a repeated command, in its current form. The store may be ahead of the stream: an
     * event that the stream will bring is left to it, since otherwise the client would see a gap; an answer by another
     * command's event follows it.
     *
     * @param own whether the command made the event
     */
    public void repeated(Correlation command, boolean own, Event event, ServerFrame frame) {
        if (flowing && memberships.isComing(event)) {
            awaited.add(new AwaitedAnswers.Answer(command, own, event, frame)).ifPresent(crowdedOut -> {
                crowdedOut.frame().release();
                rejectForRetry(crowdedOut);
            });
            return;
        }
        boolean leaving = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (flowing && (leaving || memberships.isMember(event.getConversationId()))) {
            sender.send(frame);
            return;
        }
        frame.release();
        refused(Rejection.notAMember(command));
    }

    /** Sends the refusal of one of the user's commands. */
    public void refused(Rejection rejection) {
        if (flowing) {
            sender.reject(rejection);
        }
    }

    /** Sends the answer to an open. In a large group it also moves the stream's position, since no event does. */
    public void opened(OpenedDelivery opened) {
        if (!flowing) {
            return;
        }
        String conversation = opened.getConversationId();
        if (!memberships.isMember(conversation)) {
            // Requested by a member, and overtaken by the removal: an answer takes another route than events.
            PendingOpens.Asked asked = open.refused(conversation);
            if (asked != null && asked.isByClient()) {
                sender.reject(Rejection.notAMember(asked.correlation()));
            }
            return;
        }
        // Decided again after an abort, behind events that then reached no session that has it open.
        boolean fartherOn = opened.getLarge() && opened.getHead() > memberships.head(conversation);
        if (opened.getLarge()) {
            memberships.opened(conversation, opened.getHead(), opened.getNewestMessage());
        }
        open.opened(opened, opened.getLarge() || memberships.isLarge(conversation), fartherOn);
    }

    /** Sends a page of a roster. */
    public void members(MembersDelivery page) {
        if (flowing) {
            members.answered(page);
        }
    }

    /** Rejects a request of this session about a conversation. */
    public void requestRefused(RequestRefused refusal) {
        if (!flowing) {
            return;
        }
        String conversationId = refusal.getConversationId();
        String code = refusal.getCode();
        String message = refusal.getMessage();
        if (refusal.getRequest() > 0) {
            members.refused(refusal.getRequest(), code, message);
            return;
        }
        PendingOpens.Asked asked = open.refused(conversationId);
        if (asked != null && !asked.isByClient()) {
            // The client didn't ask, and the event that ended its membership informs it.
            open.close(conversationId);
            return;
        }
        Correlation correlation = asked == null ? new Correlation(null, null, conversationId) : asked.correlation();
        sender.reject(new Rejection(correlation, code, message, null));
    }

    /** Sends that a member is typing, unless the user has blocked them, or the client is slow: it is useless later. */
    public void typing(String conversationId, String typingId, ServerFrame frame) {
        if (events.isBlocked() || preferences.isBlocked(typingId)) {
            frame.release();
        } else {
            ofOpenConversation(conversationId, frame);
        }
    }

    /** Sends the read marks of members that moved, if the conversation is open. */
    public void read(String conversationId, Collection<String> readers, ServerFrame frame) {
        ofOpenConversation(conversationId, frame);
        open.tookPart(conversationId, readers);
    }

    /** Sends a frame if its conversation is open. */
    private void ofOpenConversation(String conversationId, ServerFrame frame) {
        if (flowing && open.isOpen(conversationId)) {
            sender.send(frame);
        } else {
            frame.release();
        }
    }
}
