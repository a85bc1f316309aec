package io.parley.gateway.session.stream;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.schemas.PreviewText;

/** Applies withheld events to the preview of an entry that is sent in their place. */
final class HeldPreview {

    private HeldPreview() {}

    /**
     * Returns the preview after an event.
     *
     * @param held of the events before it; null if no message was among them
     */
    static MessagePreview after(MessagePreview held, Event event) {
        if (event.getBody() instanceof Message message) {
            return new MessagePreview(
                    event.getSequence(),
                    event.getSenderId(),
                    event.getSentAt().toEpochMilli(),
                    message.getEncrypted() ? null : PreviewText.of(message.getContent()));
        }
        if (held != null && event.getBody() instanceof Edited edited && edited.getTarget() == held.getSequence()) {
            return withText(held, held.getText() == null ? null : PreviewText.of(edited.getContent()));
        }
        if (held != null && event.getBody() instanceof Deleted deleted && deleted.getTarget() == held.getSequence()) {
            return withText(held, null);
        }
        return held;
    }

    private static MessagePreview withText(MessagePreview held, String text) {
        return new MessagePreview(held.getSequence(), held.getSenderId(), held.getSentAtMs(), text);
    }
}
