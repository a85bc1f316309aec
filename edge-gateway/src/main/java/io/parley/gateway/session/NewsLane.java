package io.parley.gateway.session;

import io.parley.avro.InboxEntry;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;

import java.util.Collection;
import java.util.List;

/**
 * How events and changed inbox entries leave a session: as they are while its client reads them; and while too much is
 * unsent not at all, but for the heads of their conversations, once there is room again. By these the client finds in
 * history what was withheld. For the session's event loop; a method that takes a frame takes the caller's reference to it.
 *
 * <p>A head that is sent sooner would lie behind the same bytes and be older. Valid is {@code 5, inbox(head 9), 10}, for
 * what the stream brings as 5 to 10.
 */
final class NewsLane {

    private static final int ENTRIES_PER_FRAME = 200;

    private final Backlog backlog;
    private final Memberships memberships;
    private final Outlet outlet;
    private final GatewayMetrics metrics;

    NewsLane(Backlog backlog, Memberships memberships, Outlet outlet, GatewayMetrics metrics) {
        this.backlog = backlog;
        this.memberships = memberships;
        this.outlet = outlet;
        this.metrics = metrics;
    }

    /** Whether what can be done without is better not sent. */
    boolean isBlocked() {
        return !outlet.isEnded() && (backlog.isBehind() || !outlet.isWritable());
    }

    /** An event that history has as well. */
    void event(String conversationId, ServerFrame frame) {
        if (isBlocked()) {
            frame.release();
            metrics.eventWithheld();
            withhold(List.of(conversationId));
        } else {
            outlet.send(frame);
        }
    }

    /** The event by which the user becomes a member: never withheld, and the conversation's entry comes before it. */
    void entry(String conversationId, ServerFrame frame) {
        if (backlog.remove(conversationId)) {
            outlet.send(outlet.frames().inbox(memberships.entries(List.of(conversationId)), false));
        }
        outlet.send(frame);
    }

    /** The event by which the user ceases to be a member: never withheld, and nothing comes after it. */
    void exit(String conversationId, ServerFrame frame) {
        backlog.remove(conversationId);
        outlet.send(frame);
    }

    /** The user's whole inbox. */
    void wholeInbox(List<InboxEntry> entries) {
        for (int from = 0; from == 0 || from < entries.size(); from += ENTRIES_PER_FRAME) {
            int to = Math.min(from + ENTRIES_PER_FRAME, entries.size());
            outlet.send(outlet.frames().inbox(entries.subList(from, to), to == entries.size()));
        }
    }

    /** Inbox entries that changed: never {@code last}, so that a client can tell them from a whole inbox. */
    void changed(List<InboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        if (isBlocked()) {
            withhold(entries.stream().map(InboxEntry::getConversationId).toList());
        } else {
            outlet.send(outlet.frames().inbox(entries, false));
        }
    }

    /** The client has read on: tells the heads of what was withheld, as far as there is room. */
    void proceed() {
        backlog.readOn();
        while (backlog.isBehind() && outlet.isWritable()) {
            List<InboxEntry> entries = memberships.entries(backlog.next(ENTRIES_PER_FRAME));
            if (!entries.isEmpty()) {
                outlet.send(outlet.frames().inbox(entries, false));
            }
            if (backlog.drawLevel()) {
                metrics.sessionDrewLevel();
            }
        }
    }

    /** Gives up a client that has not read on for too long. To be called every now and then. */
    void check(long now) {
        if (backlog.isOverdue(outlet.isWritable(), now)) {
            outlet.close(CloseReason.TOO_SLOW);
        }
    }

    /** The connection is gone. */
    void end() {
        if (backlog.clear()) {
            metrics.sessionDrewLevel();
        }
    }

    private void withhold(Collection<String> conversationIds) {
        if (backlog.add(conversationIds)) {
            metrics.sessionFellBehind();
        }
    }
}
