package io.parley.topologies.user;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.internal.RecentMessage;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps the messages that a task routed lately, in their current form: once for all recipients, so that inboxes need no
 * texts. In memory, bounded, and lost with the task: a message that isn't found is pushed without its text.
 */
final class RecentMessages {

    private final KeyValueStore<String, RecentMessage> messages;

    private RecentMessages(KeyValueStore<String, RecentMessage> messages) {
        this.messages = messages;
    }

    /**
     * Adds the store and returns its name.
     *
     * @param most the most messages that it keeps
     */
    static String addTo(StreamsBuilder builder, AvroSerdes serdes, int most) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.lruMap(Names.RECENT_MESSAGES, most), Serdes.String(), serdes.value(RecentMessage.class))
                .withLoggingDisabled());
        return Names.RECENT_MESSAGES;
    }

    static RecentMessages in(ProcessorContext<?, ?> context) {
        return new RecentMessages(context.getStateStore(Names.RECENT_MESSAGES));
    }

    /** Stores an event, and returns its message in its current form; null if it has none. */
    Notice take(Event event) {
        String conversationId = event.getConversationId();
        Notice about = Notice.after(event, sequence -> known(conversationId, sequence));
        // Only the stored message shows whether the text of an edit is encrypted.
        if (about != null && (event.getBody() instanceof Message || known(conversationId, about.sequence()) != null)) {
            put(about);
        }
        return about;
    }

    /** Stores a message of a head update, and returns its current form: an update after a restart lacks the text. */
    Notice take(Notice message) {
        Notice known = known(message.conversationId(), message.sequence());
        if (known != null && !message.hasText()) {
            return known;
        }
        put(message);
        return message;
    }

    /** Stores a change of a message, and returns it completed by what is known here. */
    Notice change(Notice changed) {
        Notice known = known(changed.conversationId(), changed.sequence());
        if (known == null) {
            return changed;
        }
        Notice now = new Notice(
                changed.conversationId(),
                changed.sequence(),
                known.senderId(),
                known.hasText() ? changed.text() : null);
        put(now);
        return now;
    }

    private void put(Notice notice) {
        messages.put(
                key(notice.conversationId(), notice.sequence()), new RecentMessage(notice.senderId(), notice.text()));
    }

    /**
     * Returns the current form of a message.
     *
     * @param faded the fallback if it is no longer known
     */
    Notice find(Notice faded) {
        Notice known = known(faded.conversationId(), faded.sequence());
        return known == null ? faded : known;
    }

    private Notice known(String conversationId, long sequence) {
        RecentMessage message = messages.get(key(conversationId, sequence));
        return message == null ? null : new Notice(conversationId, sequence, message.getSenderId(), message.getText());
    }

    private static String key(String conversationId, long sequence) {
        return RowKey.of(conversationId, Long.toString(sequence));
    }
}
