package io.parley.topologies.user;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.avro.internal.PreviewState;
import io.parley.schemas.ConversationId;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.streams.state.KeyValueStore;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps the previews of users from whom the newer messages of a direct conversation are withheld, beside the
 * conversations' own in the same store. One is kept until the user gets a newer message.
 */
final class KeptPreviews {

    /** Only a direct conversation has withheld events; it has two members. */
    private static final int MOST_MEMBERS = 2;

    /** Stands for no preview. */
    private static final MessagePreview NONE = new MessagePreview(0L, "", 0L, null);

    private final KeyValueStore<String, PreviewState> rows;

    KeptPreviews(KeyValueStore<String, PreviewState> rows) {
        this.rows = rows;
    }

    /** Returns the preview that a user sees, null for none: the one kept for them, or else the conversation's. */
    MessagePreview of(String conversationId, String userId, Supplier<MessagePreview> ofConversation) {
        PreviewState row = rows.get(RowKey.of(conversationId, userId));
        return row == null ? ofConversation.get() : message(row);
    }

    /** Applies an event, and returns the kept previews of its recipients: null where one sees none. */
    Map<String, MessagePreview> take(ExpandedEvent expanded) {
        String conversationId = expanded.getEvent().getConversationId();
        if (expanded.getRecipients().size() > MOST_MEMBERS || isGroup(conversationId)) {
            return Map.of();
        }
        Map<String, MessagePreview> kept = new HashMap<>();
        for (String userId : expanded.getRecipients()) {
            String key = RowKey.of(conversationId, userId);
            PreviewState before = rows.get(key);
            if (before != null) {
                PreviewState after = after(before, expanded.getEvent(), userId);
                if (!after.equals(before)) {
                    rows.put(key, after);
                }
                kept.put(userId, message(after));
            }
        }
        return kept;
    }

    /** A group has a random id, a direct conversation one that follows from its members. */
    private static boolean isGroup(String conversationId) {
        return ConversationId.isValid(conversationId)
                && ConversationId.parse(conversationId).isRandom();
    }

    /** Begins to keep those of users from whom the event is withheld, and ends it for those who get a newer message. */
    void settle(Event event, Previews.Change change, Set<String> withheld) {
        for (String userId : withheld) {
            if (!change.kept().containsKey(userId) && !(event.getBody() instanceof Deleted)) {
                MessagePreview before = change.before();
                // After a crash the conversation's own may already be of the event.
                boolean isEarlier = before != null && before.getSequence() < event.getSequence();
                rows.put(
                        RowKey.of(event.getConversationId(), userId),
                        new PreviewState(isEarlier ? before : NONE, event.getSequence()));
            }
        }
        if (event.getBody() instanceof Message) {
            for (String userId : change.kept().keySet()) {
                String key = RowKey.of(event.getConversationId(), userId);
                if (!withheld.contains(userId) && rows.get(key).getUpTo() < event.getSequence()) {
                    rows.delete(key);
                }
            }
        }
    }

    private static PreviewState after(PreviewState before, Event event, String userId) {
        if (event.getSequence() <= before.getUpTo()) {
            return before;
        }
        boolean isShown = event.getBody() instanceof Deleted
                || (event.getBody() instanceof Edited && event.getSenderId().equals(userId));
        return isShown ? Previews.changedBy(event, before) : before;
    }

    private static MessagePreview message(PreviewState row) {
        return row.getMessage().getSequence() == 0 ? null : row.getMessage();
    }
}
