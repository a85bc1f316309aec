package io.parley.topologies.path;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Removed;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The client protocol's rules of one conversation's unread messages, in the order of its log: those of others after the
 * read mark that are not deleted, a hundred at most. A new member has read all earlier events; a sender has read up to
 * their message.
 */
final class UnreadModel {

    final String conversationId;
    final Set<String> members = new TreeSet<>();
    long head;

    /** The messages that are not deleted, with their senders. */
    final TreeMap<Long, String> messages = new TreeMap<>();

    private final Map<String, Long> reads = new HashMap<>();

    UnreadModel(String conversationId) {
        this.conversationId = conversationId;
    }

    void take(Event event) {
        head = event.getSequence();
        if (event.getBody() instanceof Created created) {
            created.getMembers().forEach(member -> join(member.getUserId()));
        } else if (event.getBody() instanceof Added added) {
            added.getMembers().forEach(this::join);
        } else if (event.getBody() instanceof Removed removed) {
            members.removeAll(removed.getMembers());
        } else if (event.getBody() instanceof Message) {
            messages.put(head, event.getSenderId());
            read(event.getSenderId(), head);
        } else if (event.getBody() instanceof Deleted deleted) {
            messages.remove(deleted.getTarget());
        }
    }

    private void join(String user) {
        members.add(user);
        reads.put(user, head - 1);
    }

    void read(String user, long mark) {
        reads.merge(user, mark, Math::max);
    }

    long mark(String user) {
        return reads.get(user);
    }

    int unread(String user) {
        long unread = messages.tailMap(mark(user), false).values().stream()
                .filter(sender -> !sender.equals(user))
                .count();
        return (int) Math.min(100, unread);
    }
}
