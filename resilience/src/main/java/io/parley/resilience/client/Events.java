package io.parley.resilience.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.resilience.journal.SeenEvent;

import java.util.StringJoiner;

/** Reads of an {@code event} what the journal keeps. */
final class Events {

    private Events() {}

    static SeenEvent of(JsonNode event) {
        String kind = event.path("kind").asText();
        return new SeenEvent(
                event.path("conversationId").asText(),
                event.path("sequence").asLong(),
                kind,
                event.path("id").asText(),
                event.path("senderId").asText(),
                event.path("sentAt").asText(),
                detail(kind, event));
    }

    private static String detail(String kind, JsonNode event) {
        return switch (kind) {
            case "message" -> event.path("content").asText();
            case "added", "removed" -> {
                StringJoiner members = new StringJoiner(",");
                event.path("members").forEach(member -> members.add(member.asText()));
                yield members.toString();
            }
            default -> "";
        };
    }
}
