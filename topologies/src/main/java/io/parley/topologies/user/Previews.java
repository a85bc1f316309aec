package io.parley.topologies.user;

import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.LargeHead;
import io.parley.avro.MessagePreview;
import io.parley.avro.NewestMessage;
import io.parley.avro.Removed;
import io.parley.avro.internal.PreviewState;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.MessagePreviews;
import io.parley.schemas.PreviewText;
import io.parley.topologies.parts.Notice;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores the newest message of each conversation, once for all of the partition's users. A partition gets every event of
 * a conversation only while one of them is a member, so the preview ends with the last of them, and begins again with
 * the next message. A member from whom a newer message is withheld keeps the earlier one: see {@link KeptPreviews}.
 */
final class Previews {

    private final KeyValueStore<String, PreviewState> previews;
    private final KeptPreviews kept;

    /**
     * The preview just before an event and just after it; null where there is none.
     *
     * @param before after the event too if this is a repeat
     * @param kept those of recipients who see an earlier one, since a newer message is withheld from them
     */
    record Change(MessagePreview before, MessagePreview after, Map<String, MessagePreview> kept) {

        static final Change NONE = new Change(null, null, Map.of());

        /** Returns a user's just before the event. */
        MessagePreview before(String userId) {
            return kept.containsKey(userId) ? kept.get(userId) : before;
        }

        /** Returns that of a user who gets all of the event, just after it. */
        MessagePreview after(String userId) {
            boolean isNew = after != null && (before == null || before.getSequence() < after.getSequence());
            return isNew || !kept.containsKey(userId) ? after : kept.get(userId);
        }

        /** Returns that of a user who gets no more than a deletion's place. */
        MessagePreview withheld(String userId) {
            return kept.containsKey(userId) ? kept.get(userId) : after;
        }
    }

    private Previews(KeyValueStore<String, PreviewState> previews) {
        this.previews = previews;
        this.kept = new KeptPreviews(previews);
    }

    /** Adds the store and returns its name. */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.PREVIEWS), Serdes.String(), serdes.value(PreviewState.class)));
        return Names.PREVIEWS;
    }

    static Previews in(ProcessorContext<?, ?> context) {
        return new Previews(context.getStateStore(Names.PREVIEWS));
    }

    /** Null if none is known. */
    MessagePreview of(String conversationId) {
        PreviewState known = previews.get(conversationId);
        return known == null ? null : known.getMessage();
    }

    /** Returns a user's; null if none is known. */
    MessagePreview of(String conversationId, String userId, InboxConversation row) {
        return row.peer() == null ? of(conversationId) : kept.of(conversationId, userId, () -> of(conversationId));
    }

    /** Keeps the previews of those from whom the event is withheld, and gives up those of the others that it replaces. */
    void settle(ExpandedEvent expanded, Change change, Set<String> withheld) {
        kept.settle(expanded.getEvent(), change, withheld);
    }

    /** Applies an event. */
    Change take(ExpandedEvent expanded) {
        String conversationId = expanded.getEvent().getConversationId();
        PreviewState known = previews.get(conversationId);
        PreviewState before = isFirstToJoin(expanded, known) ? null : known;
        PreviewState after = isLastToLeave(expanded, known) ? null : after(before, expanded.getEvent());
        put(conversationId, known, after);
        return new Change(
                before == null ? null : before.getMessage(),
                after == null ? null : after.getMessage(),
                expanded.getLarge() ? Map.of() : kept.take(expanded));
    }

    /** Applies a head update to the members of a large group. */
    void take(String conversationId, LargeHead head, List<Notice> news) {
        if (head.getNewest().isEmpty()) {
            return;
        }
        NewestMessage newest = head.getNewest().get(0);
        PreviewState known = previews.get(conversationId);
        if (known == null || known.getUpTo() < newest.getSequence()) {
            String text = news.stream()
                    .filter(notice -> notice.sequence() == newest.getSequence() && notice.hasText())
                    .map(notice -> PreviewText.of(notice.text()))
                    .findFirst()
                    .orElse(null);
            MessagePreview message =
                    new MessagePreview(newest.getSequence(), newest.getSenderId(), newest.getSentAtMs(), text);
            put(conversationId, known, new PreviewState(message, newest.getSequence()));
        }
    }

    /** Applies an edit or a deletion in a large group. */
    void change(Notice changed) {
        PreviewState known = previews.get(changed.conversationId());
        if (known != null && known.getMessage().getSequence() == changed.sequence()) {
            MessagePreview message = MessagePreviews.withText(known.getMessage(), changed.text());
            put(changed.conversationId(), known, new PreviewState(message, known.getUpTo()));
        }
    }

    private void put(String conversationId, PreviewState known, PreviewState after) {
        if (after == null && known != null) {
            previews.delete(conversationId);
        } else if (after != null && !after.equals(known)) {
            previews.put(conversationId, after);
        }
    }

    /** Nobody here was a member just before it, so what is known may be old. */
    private static boolean isFirstToJoin(ExpandedEvent expanded, PreviewState known) {
        return !expanded.getLarge()
                && expanded.getJoining() != null
                && (known == null || known.getUpTo() < expanded.getEvent().getSequence())
                && expanded.getJoining().getUserIds().containsAll(expanded.getRecipients());
    }

    private static boolean isLastToLeave(ExpandedEvent expanded, PreviewState known) {
        return !expanded.getLarge()
                && expanded.getEvent().getBody() instanceof Removed removed
                && (known == null || known.getUpTo() < expanded.getEvent().getSequence())
                && removed.getMembers().containsAll(expanded.getRecipients());
    }

    private static PreviewState after(PreviewState before, Event event) {
        return before != null && event.getSequence() <= before.getUpTo() ? before : changedBy(event, before);
    }

    /** Applies an event that is not yet in the row, which is returned as it is if the event is about no preview. */
    static PreviewState changedBy(Event event, PreviewState before) {
        MessagePreview message = before == null ? null : before.getMessage();
        return MessagePreviews.isChangedBy(event, message)
                ? new PreviewState(MessagePreviews.after(event, message), event.getSequence())
                : before;
    }
}
