package io.parley.gateway.session.stream;

import io.parley.avro.InboxEntry;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.CloseReason;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.preference.SessionPreferences;

import java.util.Collection;
import java.util.List;

/**
 * Sends events and inbox changes to the client. While the client is slow, withholds them and later sends only each
 * conversation's head, by which the client finds in history what it missed. For the session's event loop; a method that
 * takes a frame takes the caller's reference to it.
 *
 * <p>A head sent sooner would wait behind the same bytes and be older. Valid is {@code 5, inbox(head 9), 10}, for
 * events 5 to 10 of the stream.
 */
final class OutboundEvents implements SessionPart {

    private static final int ENTRIES_PER_FRAME = 200;

    private final Backlog backlog;
    private final Memberships memberships;
    private final SessionPreferences preferences;
    private final FrameSender sender;
    private final GatewayMetrics metrics;

    OutboundEvents(
            Backlog backlog,
            Memberships memberships,
            SessionPreferences preferences,
            FrameSender sender,
            GatewayMetrics metrics) {
        this.backlog = backlog;
        this.memberships = memberships;
        this.preferences = preferences;
        this.sender = sender;
        this.metrics = metrics;
    }

    /** Whether the client is too slow for frames that it can do without. */
    boolean isBlocked() {
        return !sender.isEnded() && (backlog.isBehind() || !sender.isWritable());
    }

    /** Sends an event, or withholds it: it is in history as well. */
    void event(String conversationId, ServerFrame frame) {
        if (isBlocked()) {
            frame.release();
            metrics.eventWithheld();
            withhold(List.of(conversationId));
        } else {
            sender.send(frame);
        }
    }

    /** Sends the event by which the user becomes a member: never withheld, and after the conversation's inbox entry. */
    void joined(String conversationId, ServerFrame frame) {
        if (backlog.remove(conversationId)) {
            sendInbox(memberships.entries(List.of(conversationId)), false);
        }
        sender.send(frame);
    }

    /** Sends the event by which the user leaves: never withheld, and the last one. */
    void left(String conversationId, ServerFrame frame) {
        backlog.remove(conversationId);
        sender.send(frame);
    }

    /** Sends the user's whole inbox. */
    void wholeInbox(List<InboxEntry> entries) {
        for (int from = 0; from == 0 || from < entries.size(); from += ENTRIES_PER_FRAME) {
            int to = Math.min(from + ENTRIES_PER_FRAME, entries.size());
            sendInbox(entries.subList(from, to), to == entries.size());
        }
    }

    /** Sends changed inbox entries: never {@code last}, which marks a whole inbox. */
    void inboxChanged(List<InboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        if (isBlocked()) {
            withhold(entries.stream().map(InboxEntry::getConversationId).toList());
        } else {
            sendInbox(entries, false);
        }
    }

    /** Sends the heads of withheld events, as far as there is room. */
    @Override
    public void onWritable() {
        backlog.writable();
        while (backlog.isBehind() && sender.isWritable()) {
            List<InboxEntry> entries = memberships.entries(backlog.next(ENTRIES_PER_FRAME));
            if (!entries.isEmpty()) {
                sendInbox(entries, false);
            }
            if (backlog.caughtUp()) {
                metrics.sessionCaughtUp();
            }
        }
    }

    /** Gives up a client that has been unwritable for too long. */
    @Override
    public void onTick(long now) {
        if (backlog.isOverdue(sender.isWritable(), now)) {
            sender.close(CloseReason.TOO_SLOW);
        }
    }

    @Override
    public void onClose() {
        if (backlog.clear()) {
            metrics.sessionCaughtUp();
        }
    }

    private void sendInbox(List<InboxEntry> entries, boolean last) {
        sender.send(sender.frames().inbox(entries, last, preferences::mute));
    }

    private void withhold(Collection<String> conversationIds) {
        if (backlog.add(conversationIds)) {
            metrics.sessionFellBehind();
        }
    }
}
