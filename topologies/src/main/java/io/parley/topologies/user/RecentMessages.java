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
 * The messages that a task routed lately, as they stand now: once for all their recipients, so that no inbox has to keep
 * texts. In memory, bounded, and gone with the task: what is found nowhere is pushed without its text.
 */
final class RecentMessages {

    private final KeyValueStore<String, RecentMessage> messages;

    private RecentMessages(KeyValueStore<String, RecentMessage> messages) {
        this.messages = messages;
    }

    /**
     * Adds the store, and gives its name for the processors that use it.
     *
     * @param most how many messages it keeps
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

    /** Takes an event in, and gives the message that it is about as it stands now; null if it is about none. */
    Notice take(Event event) {
        String conversationId = event.getConversationId();
        Notice about = Notice.after(event, sequence -> known(conversationId, sequence));
        // Whether the text of an edit is encrypted is only known where its message is.
        if (about != null && (event.getBody() instanceof Message || known(conversationId, about.sequence()) != null)) {
            put(about);
        }
        return about;
    }

    /** Takes in a message that a hint brings, and gives it as it stands now: a hint after a restart has lost the text. */
    Notice take(Notice told) {
        Notice known = known(told.conversationId(), told.sequence());
        if (known != null && !told.hasText()) {
            return known;
        }
        put(told);
        return told;
    }

    /** Takes in what became of a message, and gives it with what is known of it here. */
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
     * A message as it stands now.
     *
     * @param faded what is left of it where it isn't known any more
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
