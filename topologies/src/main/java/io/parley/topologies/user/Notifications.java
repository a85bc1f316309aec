package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;

/** Whether a user is notified of a message, and by which push. */
final class Notifications {

    private Notifications() {}

    /**
     * Whether the message has to be pushed to a user. One who has a session is told of it there; if they were notified of it
     * before, this is a repeat, and nobody knows whether the first push went out.
     *
     * @param inbox the user's row as it is when the message has come
     */
    static boolean isDue(Notice message, String userId, InboxConversation inbox, boolean connected) {
        return (!connected || inbox.isNotifiedOf(message.sequence()))
                && inbox.isUnread(message.sequence())
                && !message.senderId().equals(userId);
    }

    /** Whether the message is what a user's devices show now. */
    static boolean isShown(Notice message, InboxConversation inbox) {
        return inbox.isNotifiedOf(message.sequence()) && inbox.isUnread(message.sequence());
    }

    /** @param inbox the user's row, in which the notification of this message is entered */
    static Push push(Notice message, String userId, InboxConversation inbox) {
        return new Push(
                userId,
                message.conversationId(),
                message.sequence(),
                message.senderId(),
                inbox.kind() == ConversationKind.DIRECT ? null : inbox.title(),
                inbox.notified().getReadable() ? message.text() : null,
                inbox.unreadForPush());
    }

    /** Takes back what the user was notified of, up to this sequence. */
    static Push withdrawn(String userId, String conversationId, long sequence) {
        return new Push(userId, conversationId, sequence, Notice.NOBODY, null, null, 0);
    }
}
