package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parley.avro.InboxEntry;
import io.parley.avro.MessagePreview;
import io.parley.avro.Mute;

import java.io.IOException;
import java.time.Instant;

/** Writes a conversation's entry in an inbox, with its preview, and the mute that its user has set. */
final class InboxJson {

    private InboxJson() {}

    /** @param mute null if there is none */
    static void write(JsonGenerator json, InboxEntry entry, Mute mute) throws IOException {
        json.writeStartObject();
        json.writeStringField("conversationId", entry.getConversationId());
        json.writeStringField("kind", EventJson.kind(entry.getKind()));
        json.writeStringField("title", entry.getTitle());
        if (entry.getPeer() != null) {
            json.writeStringField("peer", entry.getPeer());
        }
        json.writeNumberField("head", entry.getHead());
        json.writeNumberField("read", entry.getRead());
        json.writeNumberField("unread", entry.getUnread());
        json.writeBooleanField("large", entry.getLarge());
        json.writeStringField("activeAt", EventJson.time(entry.getActiveAt()));
        if (mute != null) {
            muted(json, mute);
        }
        if (entry.getPreview() != null) {
            preview(json, entry.getPreview());
        }
        json.writeEndObject();
    }

    private static void muted(JsonGenerator json, Mute mute) throws IOException {
        if (mute.getUntil() == null) {
            json.writeBooleanField("muted", true);
        } else {
            json.writeStringField("muted", EventJson.time(mute.getUntil()));
        }
    }

    private static void preview(JsonGenerator json, MessagePreview preview) throws IOException {
        json.writeObjectFieldStart("preview");
        json.writeNumberField("sequence", preview.getSequence());
        json.writeStringField("senderId", preview.getSenderId());
        json.writeStringField("sentAt", EventJson.time(Instant.ofEpochMilli(preview.getSentAtMs())));
        if (preview.getText() != null) {
            json.writeStringField("text", preview.getText());
        }
        json.writeEndObject();
    }
}
