package io.parley.gateway.session.stream;

import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.MembersDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PreferencesDelivery;
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

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes deliveries for a session's user on to its client. Ignores them until the session is ready: the whole inbox
 * includes earlier ones. For the session's event loop; a method that takes a frame takes the caller's reference to it.
 */
public final class SessionStream implements SessionPart {

    private final SessionPreferences preferences;
    private final PreferenceStream preferenceStream;
    private final Memberships memberships;
    private final OpenConversations open;
    private final MemberPages members;
    private final OutboundEvents events;
    private final RepeatedCommands repeats;
    private final ConversationAnswers answers;
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
        this.preferences = preferences;
        this.preferenceStream = new PreferenceStream(preferences, open::visibilityChanged, sender);
        this.memberships = memberships;
        this.open = open;
        this.members = members;
        this.events = new OutboundEvents(new Backlog(slowTimeout), memberships, preferences, sender, metrics);
        this.repeats = new RepeatedCommands(userId, memberships, events, sender);
        this.answers = new ConversationAnswers(memberships, open, members, sender);
        this.sender = sender;
        this.metrics = metrics;
    }

    /** The parts of the session's life in this package. */
    public List<SessionPart> parts() {
        return List.of(events, repeats, this, open, members);
    }

    /** Begins to pass deliveries on: the session is ready. */
    public void begin() {
        flowing = true;
    }

    @Override
    public void onClose() {
        flowing = false;
    }

    /** Sends the user's whole inbox: the newest conversations, as the client reads them. */
    public void wholeInbox(NewestInbox inbox) {
        List<InboxEntry> entries = memberships.replace(inbox.entries(), inbox.next() == null);
        noteLarge(entries);
        events.wholeInbox(entries, inbox.next());
        repeats.answerBrought();
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
        repeats.answerBrought();
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
        repeats.answerBrought();
    }

    /** The place behind which begins what was not announced by itself; null if that is nothing. */
    public InboxPosition listedTo() {
        return events.listedTo();
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
                repeats.answerBrought();
            }
            case ENTERS -> {
                events.joined(event.getConversationId(), frame);
                open.passed(event);
                repeats.answerBrought();
            }
            case LEAVES -> {
                events.left(event.getConversationId(), frame);
                open.close(event.getConversationId());
                repeats.answerBrought();
            }
            case STALE -> {
                metrics.deliveries().strayEvent();
                frame.release();
            }
        }
    }

    /** Sends the place of an event whose sender the user has blocked, unless it is stale. */
    public void withheld(WithheldDelivery withheld, ServerFrame frame) {
        String conversationId = withheld.getConversationId();
        if (flowing && memberships.passWithheld(conversationId, withheld.getSequence(), withheld.getSentAt())) {
            events.place(conversationId, frame);
            repeats.answerBrought();
            return;
        }
        if (flowing) {
            metrics.deliveries().strayEvent();
        }
        frame.release();
    }

    /**
     * Sends the event that answers a repeated command, in its current form, behind the stream's own frame of it.
     *
     * @param own whether the command made the event
     */
    public void repeated(Correlation command, boolean own, Event event, ServerFrame frame) {
        if (flowing) {
            repeats.answer(command, own, event, frame);
        } else {
            frame.release();
        }
    }

    /** Sends the refusal of one of the user's commands. */
    public void refused(Rejection rejection) {
        if (flowing) {
            sender.reject(rejection);
        }
    }

    /** Sends the answer to an open. */
    public void opened(OpenedDelivery opened) {
        if (flowing) {
            answers.opened(opened);
        }
    }

    /** Sends a page of a roster. */
    public void members(MembersDelivery page) {
        if (flowing) {
            answers.members(page);
        }
    }

    /** Rejects a request of this session about a conversation. */
    public void requestRefused(RequestRefused refusal) {
        if (flowing) {
            answers.refused(refusal);
        }
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
