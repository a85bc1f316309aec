package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;

/** Decides whether a user is notified of a message, and makes the pushes. */
final class Notifications {

    private Notifications() {}

    /**
     * Whether the message has to be pushed to a user. A user with a session gets it there; if they were notified of it
     * before, this is a repeat, and the first push may be lost.
     *
     * @param inbox the user's row after the message
     */
    static boolean isDue(Notice message, String userId, InboxConversation inbox, boolean connected) {
        return (!connected || inbox.isNotifiedOf(message.sequence()))
                && inbox.isUnread(message.sequence())
                && !message.senderId().equals(userId);
    }

    /** Whether the user's devices show this message now. */
    static boolean isShown(Notice message, InboxConversation inbox) {
        return inbox.isNotifiedOf(message.sequence()) && inbox.isUnread(message.sequence());
    }

    /** @param inbox the user's row, with the notification of this message */
    static Push push(Notice message, String userId, InboxConversation inbox) {
        return new Push(
                userId,
                message.conversationId(),
                message.sequence(),
                message.senderId(),
                inbox.kind() == ConversationKind.DIRECT ? null : inbox.title(),
                inbox.notified().getReadable() ? message.text() : null,
                inbox.unread().count());
    }

    /** Withdraws the user's notifications up to this sequence. */
    static Push withdrawn(String userId, String conversationId, long sequence) {
        return new Push(userId, conversationId, sequence, Notice.NOBODY, null, null, 0);
    }
}
