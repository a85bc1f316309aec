package io.parley.admin.look;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.RoleChanged;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.protocol.EventKind;

import java.util.List;

/** Writes events as the store has them now, with the fields of the client protocol's {@code event}. */
final class EventJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventJson() {}

    static ObjectNode of(StoredEvent stored) {
        Event event = stored.event();
        ObjectNode json = JSON.createObjectNode()
                .put("sequence", event.getSequence())
                .put("kind", EventKind.of(event).wireName())
                .put("id", event.getCommandId())
                .put("senderId", event.getSenderId())
                .put("sentAt", event.getSentAt().toString());
        Object body = event.getBody();
        if (body instanceof Message message) {
            put(message, stored, json);
        } else if (body instanceof Created created) {
            json.put("conversationKind", LookJson.label(created.getKind()));
            ArrayNode members = json.putArray("members");
            for (Member member : created.getMembers()) {
                LookJson.put(member, members.addObject());
            }
            LookJson.putIfPresent("title", created.getTitle(), json);
        } else if (body instanceof Added added) {
            put(added.getMembers(), json);
        } else if (body instanceof Removed removed) {
            put(removed.getMembers(), json);
            LookJson.putIfPresent("newOwner", removed.getNewOwner(), json);
        } else if (body instanceof RoleChanged changed) {
            put(changed.getMembers(), json);
            json.put("role", LookJson.label(changed.getRole()));
        } else if (body instanceof Renamed renamed) {
            json.put("title", renamed.getTitle());
        } else if (body instanceof Edited edited) {
            // Its target has the text.
            json.put("target", edited.getTarget());
        } else if (body instanceof Deleted deleted) {
            json.put("target", deleted.getTarget());
        } else if (body instanceof Reacted reacted) {
            json.put("target", reacted.getTarget())
                    .put("reaction", reacted.getReaction())
                    .put("removed", reacted.getRemoved());
        }
        return json;
    }

    private static void put(Message message, StoredEvent stored, ObjectNode json) {
        if (stored.deleted()) {
            json.put("deleted", true);
        } else {
            json.put("content", message.getContent())
                    .put("contentType", message.getContentType())
                    .put("encrypted", message.getEncrypted());
            stored.editedSequence().ifPresent(sequence -> json.put("editedSequence", sequence));
        }
        if (message.getReplyTo() != null) {
            json.put("replyTo", message.getReplyTo());
        }
        ArrayNode reactions = json.putArray("reactions");
        for (StoredReaction reaction : stored.reactions()) {
            ObjectNode each = reactions.addObject().put("reaction", reaction.reaction());
            ArrayNode users = each.putArray("userIds");
            reaction.userIds().forEach(users::add);
        }
    }

    private static void put(List<String> userIds, ObjectNode json) {
        ArrayNode members = json.putArray("members");
        userIds.forEach(members::add);
    }
}
