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
 * What an event makes of the notifications of its recipients.
 *
 * <ul>
 *   <li>A message that its recipient hasn't read and for which they have no session is pushed. It takes the place of the
 *       one before it in that conversation.
 *   <li>An edit or a deletion of the message that a recipient was last notified of, and hasn't read, corrects the
 *       notification under the same sequence; also for those who have a session meanwhile, since it may be shown on
 *       another device.
 *   <li>A deletion that leaves nothing unread, and a message of the user's own, take the notification back.
 *   <li>Who leaves has all notifications of the conversation taken back.
 * </ul>
 *
 * <p>A repeat is decided on the state as it is, never on what was done before: so it may push again what was pushed, and
 * never keeps back what may be lost. What was read meanwhile isn't pushed, since the repeat of the read takes it back; who
 * was notified and has come back is told again, since only the row knows that it was due.
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

    /** @param about the message that the event is about, as it stands after it; null if it is about none, or told by hints */
    EventNotices(Event event, Notice about) {
        this.event = event;
        this.about = about;
        this.removal = event.getBody() instanceof Removed removed ? removed : null;
    }

    /**
     * Decides for one recipient.
     *
     * @param before the row as it is before the event; if it is a repeat, as it is after it
     * @param inbox the row as it is after the event
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
            return about.sequence() == event.getSequence() ? told(userId, inbox, connected) : corrected(userId, inbox);
        }
        if (removal != null && removal.getMembers().contains(userId)) {
            withdraw(userId, inbox);
        }
        return inbox;
    }

    private InboxConversation told(String userId, InboxConversation inbox, boolean connected) {
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

    /** One who has come back since may have been notified of something later, which stays. */
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
