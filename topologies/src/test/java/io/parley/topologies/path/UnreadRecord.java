package io.parley.topologies.path;

import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The deliveries of one user's sessions, one line each, as frames of the client protocol with the fields that counting
 * needs; and between them the state of a client by then: {@code {"type":"check","unread":{…}}}. The gateway and the
 * JavaScript client are held against it by tests of their own.
 */
final class UnreadRecord {

    private final List<String> lines = new ArrayList<>();

    /** Another session begins. */
    void begin() {
        lines.add("{\"type\":\"session\"}");
    }

    void take(List<Object> deliveries) {
        for (Object body : deliveries) {
            if (body instanceof EventDelivery delivered) {
                lines.add(event(delivered.getEvent()));
            } else if (body instanceof InboxDelivery inbox) {
                lines.add("{\"type\":\"inbox\",\"last\":%s,\"conversations\":[%s]}"
                        .formatted(
                                inbox.getWhole() && inbox.getLast(),
                                inbox.getConversations().stream()
                                        .map(UnreadRecord::entry)
                                        .collect(Collectors.joining(","))));
            }
        }
    }

    void knows(Map<String, Integer> unread) {
        lines.add("{\"type\":\"check\",\"unread\":{%s}}"
                .formatted(unread.entrySet().stream()
                        .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
                        .collect(Collectors.joining(","))));
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static String entry(InboxEntry entry) {
        return "{\"conversationId\":\"%s\",\"kind\":\"%s\",\"head\":%d,\"read\":%d,\"unread\":%d,\"large\":%s}"
                .formatted(
                        entry.getConversationId(),
                        entry.getKind().name().toLowerCase(java.util.Locale.ROOT),
                        entry.getHead(),
                        entry.getRead(),
                        entry.getUnread(),
                        entry.getLarge());
    }

    private static String event(Event event) {
        return "{\"type\":\"event\",\"conversationId\":\"%s\",\"sequence\":%d,\"senderId\":\"%s\",%s}"
                .formatted(event.getConversationId(), event.getSequence(), event.getSenderId(), body(event.getBody()));
    }

    private static String body(Object body) {
        if (body instanceof Message) {
            return "\"kind\":\"message\"";
        }
        if (body instanceof Deleted deleted) {
            return "\"kind\":\"deleted\",\"target\":" + deleted.getTarget();
        }
        if (body instanceof Created created) {
            return "\"kind\":\"created\",\"conversationKind\":\"%s\",\"members\":[%s]"
                    .formatted(
                            created.getKind().name().toLowerCase(java.util.Locale.ROOT),
                            created.getMembers().stream()
                                    .map(Member::getUserId)
                                    .map("{\"userId\":\"%s\",\"role\":\"member\"}"::formatted)
                                    .collect(Collectors.joining(",")));
        }
        // The others don't matter here.
        return "\"kind\":\"edited\",\"target\":1";
    }
}
