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
import io.parley.history.StoredEvent;

import java.util.Collection;
import java.util.List;

/**
 * What a session does with deliveries for its user. Until the session is ready it ignores them: what came before the
 * whole inbox is in it. For the session's event loop; a method that takes a frame takes the caller's reference to it.
 */
final class SessionStream {

    private static final int ENTRIES_PER_FRAME = 200;

    private final String userId;
    private final Memberships memberships;
    private final OpenConversations open;
    private final Outlet outlet;
    private final GatewayMetrics metrics;
    private boolean flowing;

    SessionStream(
            String userId, Memberships memberships, OpenConversations open, Outlet outlet, GatewayMetrics metrics) {
        this.userId = userId;
        this.memberships = memberships;
        this.open = open;
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
    }

    /** The user's whole inbox. */
    void wholeInbox(Collection<InboxEntry> inbox) {
        List<InboxEntry> entries = memberships.replace(inbox);
        for (int from = 0; from == 0 || from < entries.size(); from += ENTRIES_PER_FRAME) {
            int to = Math.min(from + ENTRIES_PER_FRAME, entries.size());
            outlet.send(outlet.frames().inbox(entries.subList(from, to), to == entries.size()));
        }
    }

    /** Inbox entries that changed: never {@code last}, so that a client can tell them from a whole inbox. */
    void inbox(InboxDelivery changed) {
        if (flowing) {
            List<InboxEntry> entries = memberships.update(changed.getConversations());
            if (!entries.isEmpty()) {
                outlet.send(outlet.frames().inbox(entries, false));
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
                outlet.send(frame);
                open.passed(event);
            }
            case LEAVES -> {
                outlet.send(frame);
                open.close(event.getConversationId());
            }
            case STRAYS -> {
                metrics.strayEvent();
                frame.release();
            }
        }
    }

    /** The event that a repeated command made, as it stands now. */
    void repeated(StoredEvent stored, ServerFrame frame) {
        Event event = stored.event();
        boolean leaving = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (flowing && (leaving || memberships.isMember(event.getConversationId()))) {
            outlet.send(frame);
            return;
        }
        frame.release();
        refused(Rejection.notAMember(Correlation.ofCommand(event.getCommandId(), event.getConversationId())));
    }

    /** A command of the user was refused. */
    void refused(Rejection rejection) {
        if (flowing) {
            outlet.reject(rejection);
        }
    }

    void opened(OpenedDelivery opened) {
        if (flowing) {
            memberships.reach(opened.getConversationId(), opened.getHead());
            open.opened(opened);
        }
    }

    /** A request of this session about a conversation was refused. */
    void requestRefused(String conversationId, String code, String message) {
        if (flowing) {
            Correlation asked = open.refused(conversationId);
            Correlation correlation = asked == null ? new Correlation(null, null, conversationId) : asked;
            outlet.reject(new Rejection(correlation, code, message, null));
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
