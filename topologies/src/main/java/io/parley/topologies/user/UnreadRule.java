package io.parley.topologies.user;

import io.parley.avro.Event;
import io.parley.avro.Message;

/** Decides which events count for a user: what may become unread, and is worth a notification. */
final class UnreadRule {

    private UnreadRule() {}

    static boolean counts(Event event, String userId) {
        return event.getBody() instanceof Message && !event.getSenderId().equals(userId);
    }
}
