package io.parley.push.notification;

/**
 * Names the message that a notification is about.
 *
 * @param conversationId of the message
 * @param sequence of the message in its conversation
 * @param unread messages in the conversation: 100 means or more, 0 that the notification is taken back
 */
public record Subject(String conversationId, long sequence, int unread) {}
