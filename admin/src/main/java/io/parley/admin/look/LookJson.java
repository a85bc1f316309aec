package io.parley.admin.look;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.admin.log.NewestFirst.Found;
import io.parley.avro.AnsweredSession;
import io.parley.avro.ConversationAnswer;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Mute;
import io.parley.avro.SignIn;
import io.parley.avro.UserAnswer;
import io.parley.history.HistoryPage;

import java.util.Locale;

/** Writes what was seen as JSON. */
public final class LookJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LookJson() {}

    /**
     * Writes a user, with nothing of what was said.
     *
     * @param preferences whether blocks and mutes belong to it
     */
    public static ObjectNode of(UserAnswer user, boolean preferences) {
        ObjectNode answer = JSON.createObjectNode().put("userId", user.getUserId());
        ArrayNode sessions = answer.putArray("sessions");
        for (AnsweredSession session : user.getSessions()) {
            sessions.addObject().put("sessionId", session.getSessionId()).put("gatewayId", session.getGatewayId());
        }
        if (preferences) {
            putPreferences(user, answer);
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

    private static void putPreferences(UserAnswer user, ObjectNode answer) {
        ArrayNode blocked = answer.putArray("blocked");
        user.getBlocked().forEach(blocked::add);
        ArrayNode muted = answer.putArray("muted");
        for (Mute mute : user.getMuted()) {
            ObjectNode each = muted.addObject().put("conversationId", mute.getConversationId());
            if (mute.getUntil() != null) {
                each.put("until", mute.getUntil().toString());
            }
        }
    }

    /** Writes a conversation, with nothing of what was said. */
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
            put(member, members.addObject());
        }
        return answer.put("more", conversation.getMore());
    }

    /** Writes a page of sign-ins, the newest first, with the place from where the next one goes on. */
    public static ObjectNode of(String userId, Found<SignIn> page) {
        ObjectNode answer = JSON.createObjectNode().put("userId", userId);
        ArrayNode signIns = answer.putArray("signIns");
        for (SignIn signIn : page.items()) {
            ObjectNode each = signIns.addObject()
                    .put("at", signIn.getAt().toString())
                    .put("outcome", signIn.getOutcome())
                    .put("address", signIn.getAddress())
                    .put("gatewayId", signIn.getGatewayId());
            putIfPresent("sessionId", signIn.getSessionId(), each);
            putIfPresent("deviceId", signIn.getDeviceId(), each);
            putIfPresent("jti", signIn.getTokenId(), each);
            putIfPresent("sid", signIn.getSignInId(), each);
        }
        answer.put("more", page.before().isPresent());
        page.before().ifPresent(place -> answer.put("before", place));
        return answer;
    }

    /** Adds a page of events to an answer, ascending. */
    public static void put(HistoryPage page, ObjectNode answer) {
        ArrayNode events = answer.put("head", page.head()).putArray("events");
        page.events().forEach(event -> events.add(EventJson.of(event)));
        answer.put("more", page.more()).put("complete", page.complete());
    }

    static void put(Member member, ObjectNode answer) {
        answer.put("userId", member.getUserId()).put("role", label(member.getRole()));
    }

    static void putIfPresent(String field, String value, ObjectNode answer) {
        if (value != null) {
            answer.put(field, value);
        }
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
