package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Removed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what changed about members of conversations whose open has no answer yet. Events and answers come by different
 * ways: an answer may arrive behind events that it doesn't know, and its roster lacks what they say. For the session's
 * event loop.
 */
final class Overtaken {

    private final Map<String, List<Change>> changes = new HashMap<>();

    /**
     * Holds what one event says of members.
     *
     * @param sequence of the event; a read mark, which has none, counts as newer than every answer
     */
    private record Change(long sequence, List<String> joined, List<String> left, List<String> tookPart) {}

    /** Keeps what an event says. A sender is kept once, so that there are no more than the conversation has members. */
    void passed(Event event) {
        if (event.getBody() instanceof Added added) {
            add(event, new Change(event.getSequence(), added.getMembers(), List.of(), List.of()));
        } else if (event.getBody() instanceof Removed removed) {
            add(event, new Change(event.getSequence(), List.of(), removed.getMembers(), List.of()));
        } else if (event.getBody() instanceof Message) {
            tookPart(event.getConversationId(), event.getSequence(), List.of(event.getSenderId()));
        }
    }

    /** Keeps that members moved their read marks. */
    void read(String conversationId, Collection<String> userIds) {
        userIds.forEach(user -> tookPart(conversationId, Long.MAX_VALUE, List.of(user)));
    }

    /** Applies to the members of an answer what it doesn't know. */
    void applyTo(OpenMembers members, OpenedDelivery opened) {
        for (Change change : changes.getOrDefault(opened.getConversationId(), List.of())) {
            if (change.sequence > opened.getHead()) {
                members.joined(change.joined);
                members.left(change.left);
                members.tookPart(change.tookPart);
            }
        }
    }

    /** Drops what was kept of a conversation. */
    void forget(String conversationId) {
        changes.remove(conversationId);
    }

    /** Drops all. */
    void clear() {
        changes.clear();
    }

    private void tookPart(String conversationId, long sequence, List<String> user) {
        List<Change> all = of(conversationId);
        all.removeIf(change -> change.tookPart.equals(user));
        all.add(new Change(sequence, List.of(), List.of(), user));
    }

    private void add(Event event, Change change) {
        of(event.getConversationId()).add(change);
    }

    private List<Change> of(String conversationId) {
        return changes.computeIfAbsent(conversationId, conversation -> new ArrayList<>());
    }
}
