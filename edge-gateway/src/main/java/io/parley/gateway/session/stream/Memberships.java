package io.parley.gateway.session.stream;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.MessagePreview;
import io.parley.avro.Removed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tracks the conversations that a session's user is a member of, and the position of the session's stream in each. For
 * the session's event loop.
 *
 * <p>After a crash the stream may repeat events from before a removal, so the sequence of the removal is remembered:
 * valid is {@code inbox(head 5), 6, removed 7, inbox(head 7), added 8}, and of {@code removed 7, 6, inbox(head 5)} the
 * last two are stale repeats, which are dropped.
 */
public final class Memberships {

    private final String userId;
    private final Map<String, ConversationPosition> positions = new HashMap<>();
    private final Map<String, Long> removals = new HashMap<>();

    /** Whether the session knows every conversation of the user. */
    private boolean complete = true;

    /** Classifies an event for the session. */
    enum Passage {
        /** The user is a member. */
        PASSES,
        /** The user becomes a member by this event. */
        ENTERS,
        /** The user leaves by this event: the last one of the conversation. */
        LEAVES,
        /** A repeat from before or after the membership, which is not sent. */
        STALE
    }

    public Memberships(String userId) {
        this.userId = userId;
    }

    /**
     * Applies a whole inbox; returns the entries for the client, without stale ones.
     *
     * @param all whether these are all conversations of the user
     */
    List<InboxEntry> replace(Collection<InboxEntry> entries, boolean all) {
        complete = all;
        Map<String, ConversationPosition> before = new HashMap<>(positions);
        positions.clear();
        List<InboxEntry> kept = update(entries);
        positions.forEach((conversation, position) -> {
            if (before.containsKey(conversation)) {
                position.reach(before.get(conversation).head());
            }
        });
        return kept;
    }

    /** Applies changed entries; returns those for the client, without stale ones. */
    List<InboxEntry> update(Collection<InboxEntry> entries) {
        List<InboxEntry> kept = new ArrayList<>(entries.size());
        for (InboxEntry entry : entries) {
            String conversation = entry.getConversationId();
            if (entry.getHead() >= removals.getOrDefault(conversation, 0L)) {
                position(conversation).apply(entry);
                kept.add(entry);
            }
        }
        return kept;
    }

    /** Classifies an event of the stream, and applies it unless it is stale. */
    Passage pass(Event event) {
        String conversation = event.getConversationId();
        long sequence = event.getSequence();
        boolean member = isMember(conversation);
        boolean joins = joins(event);
        if (!member && (!joins || sequence <= removals.getOrDefault(conversation, 0L))) {
            return Passage.STALE;
        }
        if (event.getBody() instanceof Removed removed && removed.getMembers().contains(userId)) {
            if (sequence < head(conversation)) {
                // Stale: the user was added again since.
                return Passage.STALE;
            }
            positions.remove(conversation);
            removals.put(conversation, sequence);
            return Passage.LEAVES;
        }
        position(conversation).apply(event, userId);
        return joins ? Passage.ENTERS : Passage.PASSES;
    }

    /** Moves past an event whose sender the user has blocked; false if the user is no member. */
    boolean passWithheld(String conversationId, long sequence, Instant sentAt) {
        ConversationPosition position = positions.get(conversationId);
        if (position != null) {
            position.withheld(sequence, sentAt);
        }
        return position != null;
    }

    /**
     * Moves to the head of an opened large group, if the user is a member.
     *
     * @param newestMessage sequence of the newest message that isn't deleted; 0 if there is none
     */
    void opened(String conversationId, long head, long newestMessage) {
        if (isMember(conversationId)) {
            position(conversationId).opened(head, newestMessage);
        }
    }

    public boolean isMember(String conversationId) {
        return positions.containsKey(conversationId);
    }

    /** Whether the user may be a member without the session knowing: only the newest conversations were announced. */
    public boolean isUnlisted(String conversationId) {
        return !complete && !isMember(conversationId) && !removals.containsKey(conversationId);
    }

    boolean isLarge(String conversationId) {
        ConversationPosition position = positions.get(conversationId);
        return position != null && position.isLarge();
    }

    /** Whether the stream will bring this event, or the one by which the user becomes a member. */
    boolean isComing(Event event) {
        ConversationPosition position = positions.get(event.getConversationId());
        return position == null
                ? joins(event) && event.getSequence() > removals.getOrDefault(event.getConversationId(), 0L)
                : position.isComing(event.getSequence());
    }

    /** The position of the session's stream; 0 in a conversation without the user. */
    public long head(String conversationId) {
        ConversationPosition position = positions.get(conversationId);
        return position == null ? 0 : position.head();
    }

    /**
     * Current inbox entries of these conversations, without those in which the user is no member.
     *
     * @param previews the newest messages by conversation, null where none is known
     */
    List<InboxEntry> entries(Map<String, MessagePreview> previews) {
        List<InboxEntry> entries = new ArrayList<>(previews.size());
        previews.forEach((conversation, preview) -> {
            ConversationPosition position = positions.get(conversation);
            if (position != null) {
                entries.add(position.entry(conversation, preview));
            }
        });
        return entries;
    }

    private ConversationPosition position(String conversationId) {
        return positions.computeIfAbsent(conversationId, conversation -> new ConversationPosition());
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
