package io.parley.topologies.user;

import io.parley.avro.InboxEntry;
import io.parley.avro.MessagePreview;
import io.parley.topologies.user.preference.Block;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads inboxes as their users see them: rows with the state that is kept once for all members of a conversation. A page
 * reads its own rows and those of the user's large groups, whose activity isn't in the index. A direct conversation
 * that a blocked user began has no entry, so a page may have fewer than its limit.
 */
final class Inboxes {

    private final InboxStore rows;
    private final LargeHeads largeHeads;
    private final Previews previews;
    private final UserPreferences preferences;

    private Inboxes(InboxStore rows, LargeHeads largeHeads, Previews previews, UserPreferences preferences) {
        this.rows = rows;
        this.largeHeads = largeHeads;
        this.previews = previews;
        this.preferences = preferences;
    }

    static Inboxes in(ProcessorContext<?, ?> context) {
        return new Inboxes(
                InboxStore.in(context), LargeHeads.in(context), Previews.in(context), UserPreferences.in(context));
    }

    /** The entry of one conversation; empty if the user is no member, or it is hidden. */
    Optional<InboxEntry> entry(String userId, String conversationId) {
        return Optional.ofNullable(rows.findMember(userId, conversationId))
                .filter(row -> !isHidden(userId, row))
                .map(row -> entry(userId, conversationId, largeHeads.shown(conversationId, row)));
    }

    /**
     * Reads a page.
     *
     * @param before only places behind this one; null: from the newest on
     */
    InboxPage page(String userId, Activity before, int limit) {
        Map<Activity, InboxConversation> large = largeGroups(userId, before);
        List<Activity> places = new ArrayList<>(rows.byActivity(userId, before, limit + 1));
        places.addAll(large.keySet());
        Collections.sort(places);
        int size = Math.min(limit, places.size());
        Set<String> hidden = preferences.hidden(userId);
        List<InboxEntry> entries = new ArrayList<>(size);
        for (Activity place : places.subList(0, size)) {
            InboxConversation row =
                    large.containsKey(place) ? large.get(place) : rows.findMember(userId, place.conversationId());
            if (row != null && (row.peer() == null || !hidden.contains(row.peer()))) {
                entries.add(entry(userId, place.conversationId(), row));
            }
        }
        return new InboxPage(
                entries, places.size() > limit ? places.get(limit - 1).toPosition() : null);
    }

    private Map<Activity, InboxConversation> largeGroups(String userId, Activity before) {
        Map<Activity, InboxConversation> large = new TreeMap<>();
        for (String conversationId : rows.largeGroups(userId)) {
            InboxConversation row = rows.findMember(userId, conversationId);
            if (row != null) {
                InboxConversation shown = largeHeads.shown(conversationId, row);
                Activity place = new Activity(shown.activeAtMs(), conversationId);
                if (before == null || place.isBehind(before)) {
                    large.put(place, shown);
                }
            }
        }
        return large;
    }

    private boolean isHidden(String userId, InboxConversation row) {
        Block block = row.peer() == null ? null : preferences.block(userId, row.peer());
        return block != null && block.hidesDirect();
    }

    private InboxEntry entry(String userId, String conversationId, InboxConversation shown) {
        MessagePreview preview = previews.of(conversationId, userId, shown);
        return shown.entry(conversationId, preview);
    }
}
