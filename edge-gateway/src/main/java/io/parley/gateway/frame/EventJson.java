package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.history.Kind;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** How an event looks in JSON: the same live and in history, where a message may have been edited or deleted since. */
final class EventJson {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What an event takes beside its texts and members, at most. */
    private static final int FRAME_BYTES = 800;

    private static final int MEMBER_BYTES = 170;

    private EventJson() {}

    /**
     * Writes the whole object.
     *
     * @param editedSequence of a message that was edited since: the newest edit
     * @param deleted whether this is a message that was deleted since
     */
    static void write(JsonGenerator json, Event event, OptionalLong editedSequence, boolean deleted)
            throws IOException {
        write(json, event, editedSequence, deleted, null);
    }

    /** @param answers the id of another command that is answered by this event, or null */
    static void write(JsonGenerator json, Event event, OptionalLong editedSequence, boolean deleted, String answers)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "event");
        json.writeStringField("conversationId", event.getConversationId());
        json.writeNumberField("sequence", event.getSequence());
        json.writeStringField("kind", Kind.of(event));
        json.writeStringField("id", event.getCommandId());
        if (answers != null) {
            json.writeStringField("answers", answers);
        }
        json.writeStringField("senderId", event.getSenderId());
        json.writeStringField("sentAt", time(event.getSentAt()));
        body(json, event.getBody(), deleted);
        if (editedSequence.isPresent() && !deleted) {
            json.writeNumberField("editedSequence", editedSequence.getAsLong());
        }
        json.writeEndObject();
    }

    /** An upper bound of the bytes that {@link #write} takes. */
    static int longest(Event event) {
        Object body = event.getBody();
        if (body instanceof Message message) {
            return FRAME_BYTES + utf8(message.getContent()) + utf8(message.getContentType());
        }
        if (body instanceof Created created) {
            return FRAME_BYTES + MEMBER_BYTES * created.getMembers().size() + utf8(created.getTitle());
        }
        if (body instanceof Added added) {
            return FRAME_BYTES + MEMBER_BYTES * added.getMembers().size();
        }
        if (body instanceof Removed removed) {
            return FRAME_BYTES + MEMBER_BYTES * removed.getMembers().size();
        }
        if (body instanceof Renamed renamed) {
            return FRAME_BYTES + utf8(renamed.getTitle());
        }
        if (body instanceof Edited edited) {
            return FRAME_BYTES + utf8(edited.getContent());
        }
        return body instanceof Reacted reacted ? FRAME_BYTES + utf8(reacted.getReaction()) : FRAME_BYTES;
    }

    static String kind(ConversationKind kind) {
        return kind == ConversationKind.DIRECT ? "direct" : "group";
    }

    /** RFC 3339, UTC, always with three digits of milliseconds. */
    static String time(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    static void members(JsonGenerator json, List<Member> members) throws IOException {
        json.writeArrayFieldStart("members");
        for (Member member : members) {
            json.writeStartObject();
            json.writeStringField("userId", member.getUserId());
            json.writeStringField("role", member.getRole() == Role.OWNER ? "owner" : "member");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void body(JsonGenerator json, Object body, boolean deleted) throws IOException {
        if (body instanceof Message message) {
            message(json, message, deleted);
        } else if (body instanceof Created created) {
            json.writeStringField("conversationKind", kind(created.getKind()));
            members(json, created.getMembers());
            json.writeStringField("title", created.getTitle());
        } else if (body instanceof Added added) {
            users(json, added.getMembers());
        } else if (body instanceof Removed removed) {
            users(json, removed.getMembers());
            if (removed.getNewOwner() != null) {
                json.writeStringField("newOwner", removed.getNewOwner());
            }
        } else if (body instanceof Renamed renamed) {
            json.writeStringField("title", renamed.getTitle());
        } else if (body instanceof Edited edited) {
            json.writeNumberField("target", edited.getTarget());
            if (!edited.getContent().isEmpty()) {
                // Empty in the store: there the text stands in the target.
                json.writeStringField("content", edited.getContent());
            }
        } else if (body instanceof Deleted removal) {
            json.writeNumberField("target", removal.getTarget());
        } else if (body instanceof Reacted reacted) {
            json.writeNumberField("target", reacted.getTarget());
            json.writeStringField("reaction", reacted.getReaction());
            json.writeBooleanField("removed", reacted.getRemoved());
        } else {
            throw new IllegalArgumentException("an event of an unknown kind: " + body.getClass());
        }
    }

    private static void message(JsonGenerator json, Message message, boolean deleted) throws IOException {
        if (deleted) {
            json.writeBooleanField("deleted", true);
        } else {
            json.writeStringField("content", message.getContent());
            json.writeStringField("contentType", message.getContentType());
            json.writeBooleanField("encrypted", message.getEncrypted());
        }
        if (message.getReplyTo() == null) {
            json.writeNullField("replyTo");
        } else {
            json.writeNumberField("replyTo", message.getReplyTo());
        }
    }

    private static void users(JsonGenerator json, List<String> userIds) throws IOException {
        json.writeArrayFieldStart("members");
        for (String user : userIds) {
            json.writeString(user);
        }
        json.writeEndArray();
    }

    /** The bytes of a text in JSON, at most. */
    private static int utf8(String text) {
        int bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                bytes += 6;
            } else if (c == '"' || c == '\\') {
                bytes += 2;
            } else {
                // A surrogate is half of four bytes.
                bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }
}
