package io.parley.gateway.session.stream;

import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.MessagePreview;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.protocol.CloseReason;
import io.parley.schemas.MessagePreviews;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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

    /** Of an inbox that is written as the client reads. */
    private static final int ENTRIES_PER_PART = 50;

    private final Backlog backlog;
    private final Memberships memberships;
    private final SessionPreferences preferences;
    private final FrameSender sender;
    private final GatewayMetrics metrics;

    /** The entries of the whole inbox that are not written yet. */
    private final Map<String, InboxEntry> unwritten = new LinkedHashMap<>();

    private InboxPosition next;
    private boolean writing;

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
        return !sender.isEnded() && (writing || backlog.isBehind() || !sender.isWritable());
    }

    /** Sends an event, or withholds it: it is in history as well. */
    void event(Event event, ServerFrame frame) {
        event(event.getConversationId(), frame, held -> MessagePreviews.after(event, held));
    }

    /** Sends the place of an event, or withholds it: it changes no preview. */
    void place(String conversationId, ServerFrame frame) {
        event(conversationId, frame, held -> held);
    }

    private void event(String conversationId, ServerFrame frame, UnaryOperator<MessagePreview> preview) {
        if (isBlocked()) {
            frame.release();
            metrics.eventWithheld();
            withhold(conversationId, preview);
        } else {
            sender.send(frame);
        }
    }

    /** Sends the event by which the user becomes a member: never withheld, and after the conversation's inbox entry. */
    void joined(String conversationId, ServerFrame frame) {
        unwritten.remove(conversationId);
        if (backlog.remove(conversationId)) {
            sendChanged(memberships.entries(Collections.singletonMap(conversationId, null)));
        }
        sender.send(frame);
    }

    /** Sends the event by which the user leaves: never withheld, and the last one. */
    void left(String conversationId, ServerFrame frame) {
        unwritten.remove(conversationId);
        backlog.remove(conversationId);
        sender.send(frame);
    }

    /**
     * Sends the user's whole inbox as the client reads it. Until it is written, events are withheld.
     *
     * @param rest the place behind which older conversations begin; null if there are none
     */
    void wholeInbox(List<InboxEntry> entries, InboxPosition rest) {
        unwritten.clear();
        entries.forEach(entry -> unwritten.put(entry.getConversationId(), entry));
        next = rest;
        writing = true;
        writeOn();
    }

    /** The place behind which begins what was not announced by itself; null if that is nothing. */
    InboxPosition listedTo() {
        return next;
    }

    /** Makes the frame of the entries that a request asked for. */
    ServerFrame listed(Correlation request, List<InboxEntry> entries, InboxPosition rest) {
        entries.forEach(entry -> unwritten.remove(entry.getConversationId()));
        return sender.frames().inbox(request, entries, true, rest, preferences::mute);
    }

    private void writeOn() {
        while (writing && sender.isWritable()) {
            List<InboxEntry> part = new ArrayList<>(ENTRIES_PER_PART);
            Iterator<InboxEntry> rest = unwritten.values().iterator();
            while (rest.hasNext() && part.size() < ENTRIES_PER_PART) {
                part.add(rest.next());
                rest.remove();
            }
            writing = !unwritten.isEmpty();
            sender.send(
                    sender.frames().inbox(Correlation.NONE, part, !writing, writing ? null : next, preferences::mute));
        }
    }

    /** Sends changed inbox entries: never {@code last}, which marks a whole inbox. */
    void inboxChanged(List<InboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        if (isBlocked()) {
            entries.forEach(entry -> withhold(
                    entry.getConversationId(), held -> entry.getPreview() == null ? held : entry.getPreview()));
        } else {
            sendChanged(entries);
        }
    }

    /** Sends the heads of withheld events, as far as there is room. */
    @Override
    public void onWritable() {
        backlog.writable();
        writeOn();
        while (!writing && backlog.isBehind() && sender.isWritable()) {
            List<InboxEntry> entries = memberships.entries(backlog.next(ENTRIES_PER_FRAME));
            if (!entries.isEmpty()) {
                sendChanged(entries);
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
        unwritten.clear();
        if (backlog.clear()) {
            metrics.sessionCaughtUp();
        }
    }

    private void sendChanged(List<InboxEntry> entries) {
        sender.send(sender.frames().inbox(Correlation.NONE, entries, false, null, preferences::mute));
    }

    private void withhold(String conversationId, UnaryOperator<MessagePreview> preview) {
        if (backlog.add(conversationId, preview)) {
            metrics.sessionFellBehind();
        }
    }
}
