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
import io.parley.avro.RoleChanged;
import io.parley.history.StoredEvent;
import io.parley.protocol.EventKind;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.ServerFrameType;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes an event as JSON, the same live and in history, where a message may have been edited or deleted since. */
final class EventJson {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The most bytes of an event beside its texts and members. */
    private static final int FRAME_BYTES = 800;

    private static final int MEMBER_BYTES = 170;

    private EventJson() {}

    /** Writes the whole object, as the event happened. */
    static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStartObject();
        header(json, event, null);
        body(json, event.getBody(), false);
        json.writeEndObject();
    }

    /**
     * Writes the whole object, in the event's current form.
     *
     * @param answers the id of another command that is answered by this event, or null
     */
    static void write(JsonGenerator json, StoredEvent stored, String answers) throws IOException {
        json.writeStartObject();
        standing(json, stored, answers);
        json.writeEndObject();
    }

    /** Writes the whole object in the event's current form, a message with its reactions. */
    static void writeWithReactions(JsonGenerator json, StoredEvent stored) throws IOException {
        json.writeStartObject();
        standing(json, stored, null);
        if (stored.event().getBody() instanceof Message) {
            ReactionsJson.write(json, stored.reactions());
        }
        json.writeEndObject();
    }

    /** An upper bound of the bytes that {@link #writeWithReactions} takes. */
    static int longest(StoredEvent stored) {
        return longest(stored.event()) + ReactionsJson.longest(stored.reactions());
    }

    /** An upper bound of its bytes without reactions. */
    private static int longest(Event event) {
        Object body = event.getBody();
        if (body instanceof Message message) {
            return FRAME_BYTES + utf8(message.getContent()) + utf8(message.getContentType());
        }
        if (body instanceof Created created) {
            return FRAME_BYTES
                    + MEMBER_BYTES * Math.min(MOST_MEMBERS, created.getMembers().size())
                    + utf8(created.getTitle());
        }
        if (body instanceof Added added) {
            return FRAME_BYTES + MEMBER_BYTES * added.getMembers().size();
        }
        if (body instanceof Removed removed) {
            return FRAME_BYTES + MEMBER_BYTES * removed.getMembers().size();
        }
        if (body instanceof RoleChanged changed) {
            return FRAME_BYTES + MEMBER_BYTES * changed.getMembers().size();
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

    /** The most members of a {@code created} or an {@code opened}; the rest comes by {@code members}. */
    static final int MOST_MEMBERS = FrameLimits.USUAL_MEMBERS_PAGE;

    /** Writes the first members, and how many there are if these are not all. */
    static void firstMembers(JsonGenerator json, ConversationKind kind, List<Member> members) throws IOException {
        members(json, kind, first(members));
        if (members.size() > MOST_MEMBERS) {
            json.writeNumberField("memberCount", members.size());
        }
    }

    static List<Member> first(List<Member> members) {
        return members.subList(0, Math.min(MOST_MEMBERS, members.size()));
    }

    /** A direct conversation has no owner, though older events list its creator as one. */
    static void members(JsonGenerator json, ConversationKind kind, List<Member> members) throws IOException {
        json.writeArrayFieldStart("members");
        for (Member member : members) {
            json.writeStartObject();
            json.writeStringField("userId", member.getUserId());
            json.writeStringField("role", kind == ConversationKind.DIRECT ? role(Role.MEMBER) : role(member.getRole()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String role(Role role) {
        return role == Role.OWNER ? "owner" : "member";
    }

    private static void standing(JsonGenerator json, StoredEvent stored, String answers) throws IOException {
        header(json, stored.event(), answers);
        body(json, stored.event().getBody(), stored.deleted());
        if (stored.editedSequence().isPresent() && !stored.deleted()) {
            json.writeNumberField("editedSequence", stored.editedSequence().getAsLong());
        }
    }

    private static void header(JsonGenerator json, Event event, String answers) throws IOException {
        json.writeStringField("type", ServerFrameType.EVENT.wireName());
        json.writeStringField("conversationId", event.getConversationId());
        json.writeNumberField("sequence", event.getSequence());
        json.writeStringField("kind", EventKind.of(event).wireName());
        json.writeStringField("id", event.getCommandId());
        if (answers != null) {
            json.writeStringField("answers", answers);
        }
        json.writeStringField("senderId", event.getSenderId());
        json.writeStringField("sentAt", time(event.getSentAt()));
    }

    private static void body(JsonGenerator json, Object body, boolean deleted) throws IOException {
        if (body instanceof Message message) {
            message(json, message, deleted);
        } else if (body instanceof Created created) {
            json.writeStringField("conversationKind", kind(created.getKind()));
            firstMembers(json, created.getKind(), created.getMembers());
            json.writeStringField("title", created.getTitle());
        } else if (body instanceof Added added) {
            users(json, added.getMembers());
        } else if (body instanceof Removed removed) {
            users(json, removed.getMembers());
            if (removed.getNewOwner() != null) {
                json.writeStringField("newOwner", removed.getNewOwner());
            }
        } else if (body instanceof RoleChanged changed) {
            users(json, changed.getMembers());
            json.writeStringField("role", role(changed.getRole()));
        } else if (body instanceof Renamed renamed) {
            json.writeStringField("title", renamed.getTitle());
        } else if (body instanceof Edited edited) {
            json.writeNumberField("target", edited.getTarget());
            if (!edited.getContent().isEmpty()) {
                // Empty in the store: the target has the text.
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

    /** An upper bound of the bytes of a text in JSON. */
    static int utf8(String text) {
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
