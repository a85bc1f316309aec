package io.parley.gateway.session;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Removed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conversations that a session's user is in, and how far the session's own stream has come in each. For the
 * session's event loop.
 *
 * <p>After a crash the stream may repeat what was before a removal, so the sequence of the removal is remembered: valid
 * is {@code inbox(head 5), 6, removed 7, inbox(head 7), added 8}, and of {@code removed 7, 6, inbox(head 5)} the last
 * two are repeats from before, which are dropped.
 */
final class Memberships {

    private final String userId;
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, Long> removals = new HashMap<>();

    /** What an event is to the session. */
    enum Passage {
        /** It is sent. */
        PASSES,
        /** It is sent, and it is the last of its conversation. */
        LEAVES,
        /** It is a repeat from before the user was a member, or from after. It is not sent. */
        STRAYS
    }

    Memberships(String userId) {
        this.userId = userId;
    }

    /** Takes a whole inbox. The entries that hold, for the client. */
    List<InboxEntry> replace(Collection<InboxEntry> entries) {
        Map<String, Long> before = new HashMap<>(heads);
        heads.clear();
        List<InboxEntry> kept = update(entries);
        heads.replaceAll((conversation, head) -> Math.max(head, before.getOrDefault(conversation, head)));
        return kept;
    }

    /** Takes entries that changed. The ones that hold, for the client. */
    List<InboxEntry> update(Collection<InboxEntry> entries) {
        List<InboxEntry> kept = new ArrayList<>(entries.size());
        for (InboxEntry entry : entries) {
            String conversation = entry.getConversationId();
            if (entry.getHead() >= removals.getOrDefault(conversation, 0L)) {
                heads.merge(conversation, entry.getHead(), Math::max);
                kept.add(entry);
            }
        }
        return kept;
    }

    /** Takes an event off the stream. */
    Passage pass(Event event) {
        String conversation = event.getConversationId();
        long sequence = event.getSequence();
        boolean member = heads.containsKey(conversation);
        boolean joins = !member && joins(event) && sequence > removals.getOrDefault(conversation, 0L);
        if (!member && !joins) {
            return Passage.STRAYS;
        }
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            if (sequence < heads.getOrDefault(conversation, 0L)) {
                // They were added again since: a repeat from before.
                return Passage.STRAYS;
            }
            heads.remove(conversation);
            removals.put(conversation, sequence);
            return Passage.LEAVES;
        }
        heads.merge(conversation, sequence, Math::max);
        return Passage.PASSES;
    }

    /** Takes note of a head that the stream has come to in a conversation that the user is in. */
    void reach(String conversationId, long head) {
        heads.computeIfPresent(conversationId, (conversation, known) -> Math.max(known, head));
    }

    boolean isMember(String conversationId) {
        return heads.containsKey(conversationId);
    }

    /** How far the session's stream has come; 0 in a conversation that the user is not in. */
    long head(String conversationId) {
        return heads.getOrDefault(conversationId, 0L);
    }

    private boolean joins(Event event) {
        if (event.getBody() instanceof Added added) {
            return added.getMembers().contains(userId);
        }
        return event.getBody() instanceof Created created
                && created.getMembers().stream()
                        .anyMatch(member -> member.getUserId().equals(userId));
    }
}
