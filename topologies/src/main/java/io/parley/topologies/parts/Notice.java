package io.parley.topologies.parts;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.MessageNotice;
import io.parley.avro.NewestMessage;

import java.util.function.LongFunction;

/**
 * A message in the form of its notification. Made once for all recipients.
 *
 * @param senderId empty if no longer known
 * @param text at most {@value #MOST_CODE_POINTS} code points; null if encrypted, deleted or no longer available
 */
public record Notice(String conversationId, long sequence, String senderId, String text) {

    public static final int MOST_CODE_POINTS = 256;

    private static final String ELLIPSIS = "\u2026";
    /** The sender of a message whose sender is no longer known. */
    public static final String NOBODY = "";

    public Notice {
        text = shortened(text);
    }

    /** Makes the notice of a message of which nothing else is known. */
    public static Notice faded(String conversationId, long sequence) {
        return new Notice(conversationId, sequence, NOBODY, null);
    }

    /**
     * Returns the event's message as it is after the event; null if it has none. An edit of a message that is no longer
     * known has the new text, which may be encrypted: it is shown only to users who were shown a text before.
     *
     * @param known returns the message of a sequence as it was before; null if no longer known
     */
    public static Notice after(Event event, LongFunction<Notice> known) {
        String conversationId = event.getConversationId();
        if (event.getBody() instanceof Message message) {
            String text = message.getEncrypted() ? null : message.getContent();
            return new Notice(conversationId, event.getSequence(), event.getSenderId(), text);
        }
        if (event.getBody() instanceof Edited edited) {
            Notice before = known.apply(edited.getTarget());
            boolean hidden = before != null && before.text == null;
            String text = hidden ? null : edited.getContent();
            return new Notice(conversationId, edited.getTarget(), event.getSenderId(), text);
        }
        if (event.getBody() instanceof Deleted deleted) {
            Notice before = known.apply(deleted.getTarget());
            String senderId = before == null ? NOBODY : before.senderId;
            return new Notice(conversationId, deleted.getTarget(), senderId, null);
        }
        return null;
    }

    public static Notice of(String conversationId, MessageNotice message) {
        return new Notice(conversationId, message.getSequence(), message.getSenderId(), message.getText());
    }

    /** Makes the notice of a stored message, which has no text. */
    public static Notice of(String conversationId, NewestMessage message) {
        return new Notice(conversationId, message.getSequence(), message.getSenderId(), null);
    }

    public MessageNotice toMessage() {
        return new MessageNotice(sequence, senderId, text);
    }

    public boolean hasText() {
        return text != null;
    }

    private static String shortened(String text) {
        if (text == null
                || text.length() <= MOST_CODE_POINTS
                || text.codePointCount(0, text.length()) <= MOST_CODE_POINTS) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MOST_CODE_POINTS - 1)) + ELLIPSIS;
    }
}
