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
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Long> removals = new HashMap<>();

    /** What an event is to the session. */
    enum Passage {
        /** It is one of the user's conversation. */
        PASSES,
        /** By it the user becomes a member. */
        ENTERS,
        /** By it the user ceases to be a member: the last of its conversation. */
        LEAVES,
        /** It is a repeat from before the user was a member, or from after. It is not sent. */
        STRAYS
    }

    Memberships(String userId) {
        this.userId = userId;
    }

    /** Takes a whole inbox. The entries that hold, for the client. */
    List<InboxEntry> replace(Collection<InboxEntry> entries) {
        Map<String, Standing> before = new HashMap<>(standings);
        standings.clear();
        List<InboxEntry> kept = update(entries);
        standings.forEach((conversation, standing) -> {
            if (before.containsKey(conversation)) {
                standing.reach(before.get(conversation).head());
            }
        });
        return kept;
    }

    /** Takes entries that changed. The ones that hold, for the client. */
    List<InboxEntry> update(Collection<InboxEntry> entries) {
        List<InboxEntry> kept = new ArrayList<>(entries.size());
        for (InboxEntry entry : entries) {
            String conversation = entry.getConversationId();
            if (entry.getHead() >= removals.getOrDefault(conversation, 0L)) {
                standing(conversation).tell(entry);
                kept.add(entry);
            }
        }
        return kept;
    }

    /** Takes an event off the stream. */
    Passage pass(Event event) {
        String conversation = event.getConversationId();
        long sequence = event.getSequence();
        boolean member = isMember(conversation);
        boolean joins = joins(event);
        if (!member && (!joins || sequence <= removals.getOrDefault(conversation, 0L))) {
            return Passage.STRAYS;
        }
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            if (sequence < head(conversation)) {
                // They were added again since: a repeat from before.
                return Passage.STRAYS;
            }
            standings.remove(conversation);
            removals.put(conversation, sequence);
            return Passage.LEAVES;
        }
        standing(conversation).tell(event, userId);
        return joins ? Passage.ENTERS : Passage.PASSES;
    }

    /**
     * Takes note of a large group that is open from this head on, if the user is in it.
     *
     * @param newestMessage sequence of the newest message that isn't deleted; 0 if there is none
     */
    void open(String conversationId, long head, long newestMessage) {
        if (isMember(conversationId)) {
            standing(conversationId).open(head, newestMessage);
        }
    }

    boolean isMember(String conversationId) {
        return standings.containsKey(conversationId);
    }

    boolean isLarge(String conversationId) {
        Standing standing = standings.get(conversationId);
        return standing != null && standing.isLarge();
    }

    /** Whether the stream is going to bring this event, be it the one by which the user becomes a member. */
    boolean isComing(Event event) {
        Standing standing = standings.get(event.getConversationId());
        return standing == null
                ? joins(event) && event.getSequence() > removals.getOrDefault(event.getConversationId(), 0L)
                : standing.isComing(event.getSequence());
    }

    /** How far the session's stream has come; 0 in a conversation that the user is not in. */
    long head(String conversationId) {
        Standing standing = standings.get(conversationId);
        return standing == null ? 0 : standing.head();
    }

    /** What an inbox would say of these conversations now; nothing of those that the user is not in. */
    List<InboxEntry> entries(Collection<String> conversationIds) {
        return conversationIds.stream().filter(this::isMember).map(this::entry).toList();
    }

    private InboxEntry entry(String conversationId) {
        return standings.get(conversationId).entry(conversationId);
    }

    private Standing standing(String conversationId) {
        return standings.computeIfAbsent(conversationId, conversation -> new Standing());
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
