package io.parley.topologies.user;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Push;
import io.parley.avro.Removed;
import io.parley.topologies.parts.Notice;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides how an event changes the notifications of its recipients.
 *
 * <ul>
 *   <li>A message is pushed to a recipient who hasn't read it and has no session. It replaces the conversation's
 *       previous notification.
 *   <li>An edit or a deletion of the message that a recipient was last notified of and hasn't read corrects the
 *       notification under the same sequence; also if the recipient has a session by now, since another device may show
 *       it.
 *   <li>A deletion that leaves nothing unread, and a message of the user's own, withdraw the notification.
 *   <li>Leaving withdraws all notifications of the conversation.
 * </ul>
 *
 * <p>A repeat is decided on the current state, never on earlier output: so it may push a message again, and never
 * suppresses one that may be lost. A message read meanwhile isn't pushed, since the repeat of the read withdraws it; a
 * user who was notified and has a session again is notified again, since only the row shows that the notification was
 * due.
 *
 * <pre>
 *  (m5: message 5 for one without a session; read5: the mark moves to 5; ~ a crash, then repeats over a state that is ahead)
 *
 *  valid:    m5 → push 5     m6 → push 6     read6 → withdraw 6
 *            m5 → push 5     edit of 5 → push 5 with the new text     deletion of 5 → withdraw 5
 *            m5 → push 5     m6 → push 6         deletion of 6 → push 6 without text     deletion of 5 → withdraw 6
 *            m5 → push 5     own 6 → withdraw 5
 *            m5 → push 5     read5 → withdraw 5  ~  m5 → nothing      read5 → withdraw 5
 *            m5 → push 5     m6 → push 6         ~  m5 → push 5       m6 → push 6
 *            m5 → push 5     connect             ~  m5 → push 5 again, and the event to the session
 *            m5 → push 5     removal → withdraw 5 ~ m5 → nothing      removal → withdraw 5
 *  invalid:  m5 of their own → push 5      connect, m5 → push 5      read5 → withdraw 5, edit of 5 → push 5
 *            m5 → push 5, m6 → push 6, edit of 5 → push 5            m5 → push 5  ~  m5 → nothing, though it is unread
 * </pre>
 */
final class EventNotices {

    private final Event event;
    private final Notice about;
    private final Removed removal;
    private final List<Push> pushes = new ArrayList<>();

    /** @param about the event's message as it is after the event; null if it has none, or if head updates bring it */
    EventNotices(Event event, Notice about) {
        this.event = event;
        this.about = about;
        this.removal = event.getBody() instanceof Removed removed ? removed : null;
    }

    /**
     * Decides for one recipient.
     *
     * @param before the row before the event; after it if this is a repeat
     * @param inbox the row after the event
     * @return the row with the notification entered
     */
    InboxConversation after(String userId, InboxConversation before, InboxConversation inbox, boolean connected) {
        boolean isRead = event.getBody() instanceof Message
                && event.getSenderId().equals(userId)
                && before.isMember()
                && before.withdrawsWhenRead(event.getSequence());
        boolean isGone =
                event.getBody() instanceof Deleted && !inbox.large() && inbox.withdrawsWhenDeleted(event.getSequence());
        if (isRead || isGone) {
            withdraw(userId, inbox);
            return inbox;
        }
        if (about != null) {
            return about.sequence() == event.getSequence()
                    ? notified(userId, inbox, connected)
                    : corrected(userId, inbox);
        }
        if (removal != null && removal.getMembers().contains(userId)) {
            withdraw(userId, inbox);
        }
        return inbox;
    }

    /** Whether the event may be worth a notification. */
    boolean mayNotify() {
        return about != null && about.sequence() == event.getSequence();
    }

    private InboxConversation notified(String userId, InboxConversation inbox, boolean connected) {
        if (!Notifications.isDue(about, userId, inbox, connected)) {
            return inbox;
        }
        InboxConversation notified = inbox.notifiedOf(about);
        pushes.add(Notifications.push(about, userId, notified));
        return notified;
    }

    private InboxConversation corrected(String userId, InboxConversation inbox) {
        if (Notifications.isShown(about, inbox)) {
            pushes.add(Notifications.push(about, userId, inbox));
        }
        return inbox;
    }

    /** A user who has joined again since may have a later notification, which stays. */
    private void withdraw(String userId, InboxConversation inbox) {
        if (inbox.notified() != null && inbox.notified().getSequence() < event.getSequence()) {
            pushes.add(Notifications.withdrawn(
                    userId, event.getConversationId(), inbox.notified().getSequence()));
        }
    }

    List<Push> pushes() {
        return pushes;
    }
}
