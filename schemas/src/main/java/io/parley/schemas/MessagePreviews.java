package io.parley.schemas;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;

/**
 * Applies a conversation's events to the preview of its newest message. A message replaces the preview, an edit or a
 * deletion of that message changes its text, and nothing else does anything.
 */
public final class MessagePreviews {

    private MessagePreviews() {}

    /**
     * Whether the event makes or changes the preview.
     *
     * @param before null if there is none
     */
    public static boolean isChangedBy(Event event, MessagePreview before) {
        if (event.getBody() instanceof Message) {
            return true;
        }
        if (before == null) {
            return false;
        }
        return (event.getBody() instanceof Edited edited && edited.getTarget() == before.getSequence())
                || (event.getBody() instanceof Deleted deleted && deleted.getTarget() == before.getSequence());
    }

    /**
     * Returns the preview after an event.
     *
     * @param before null if there is none
     */
    public static MessagePreview after(Event event, MessagePreview before) {
        if (!isChangedBy(event, before)) {
            return before;
        }
        if (event.getBody() instanceof Message message) {
            return new MessagePreview(
                    event.getSequence(),
                    event.getSenderId(),
                    event.getSentAt().toEpochMilli(),
                    message.getEncrypted() ? null : PreviewText.of(message.getContent()));
        }
        return withText(before, event.getBody() instanceof Edited edited ? edited.getContent() : null);
    }

    /** Returns the preview with another text; one without a text, of an encrypted or deleted message, stays as it is. */
    public static MessagePreview withText(MessagePreview before, String text) {
        return new MessagePreview(
                before.getSequence(),
                before.getSenderId(),
                before.getSentAtMs(),
                before.getText() == null ? null : PreviewText.of(text));
    }
}
