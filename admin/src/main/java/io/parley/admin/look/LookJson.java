package io.parley.admin.look;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.avro.AnsweredSession;
import io.parley.avro.ConversationAnswer;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.UserAnswer;

import java.util.Locale;

/** Writes what was seen as JSON: facts about users and conversations, nothing of what was said. */
public final class LookJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LookJson() {}

    public static ObjectNode of(UserAnswer user) {
        ObjectNode answer = JSON.createObjectNode().put("userId", user.getUserId());
        ArrayNode sessions = answer.putArray("sessions");
        for (AnsweredSession session : user.getSessions()) {
            sessions.addObject().put("sessionId", session.getSessionId()).put("gatewayId", session.getGatewayId());
        }
        ArrayNode conversations = answer.putArray("conversations");
        for (InboxEntry entry : user.getConversations()) {
            ObjectNode each = conversations
                    .addObject()
                    .put("conversationId", entry.getConversationId())
                    .put("kind", label(entry.getKind()));
            putIfPresent("title", entry.getTitle(), each);
            putIfPresent("peer", entry.getPeer(), each);
            each.put("head", entry.getHead())
                    .put("read", entry.getRead())
                    .put("unread", entry.getUnread())
                    .put("large", entry.getLarge())
                    .put("activeAt", entry.getActiveAt().toString());
        }
        return answer.put("more", user.getMore());
    }

    public static ObjectNode of(ConversationAnswer conversation) {
        ObjectNode answer = JSON.createObjectNode()
                .put("conversationId", conversation.getConversationId())
                .put("kind", label(conversation.getKind()));
        putIfPresent("title", conversation.getTitle(), answer);
        answer.put("head", conversation.getHead())
                .put("activeAt", conversation.getActiveAt().toString())
                .put("large", conversation.getLarge())
                .put("memberCount", conversation.getMemberCount());
        ArrayNode members = answer.putArray("members");
        for (Member member : conversation.getMembers()) {
            members.addObject().put("userId", member.getUserId()).put("role", label(member.getRole()));
        }
        return answer.put("more", conversation.getMore());
    }

    private static void putIfPresent(String field, String value, ObjectNode answer) {
        if (value != null) {
            answer.put(field, value);
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
