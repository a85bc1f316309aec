package io.parley.gateway.session.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session's inbox entries, sent in place of unread events, count like the owner of users: compared with that one's
 * recording.
 */
class UnreadHistoryTest {

    private static final Path RECORDED = Path.of("..", "topologies", "src", "test", "resources", "unread");
    private static final String USER = "alice";

    private final ObjectMapper json = new ObjectMapper();
    private Memberships memberships;
    private List<InboxEntry> whole;

    @ParameterizedTest
    @ValueSource(strings = {"history-1.jsonl", "history-2.jsonl"})
    void shouldCountAsTheServerDoesWhenEventsPass(String file) throws IOException {
        int line = 0;
        for (String text : Files.readAllLines(RECORDED.resolve(file))) {
            JsonNode frame = json.readTree(text);
            line++;
            switch (frame.path("type").asText()) {
                case "session" -> {
                    memberships = new Memberships(USER);
                    whole = new ArrayList<>();
                }
                case "inbox" -> inbox(frame);
                case "event" -> memberships.pass(event(frame));
                default -> check(frame.path("unread"), line);
            }
        }
    }

    private void check(JsonNode unread, int line) {
        unread.properties()
                .forEach(one -> assertThat(memberships.entries(Collections.singletonMap(one.getKey(), null)))
                        .as("line %d: %s", line, one)
                        .extracting(InboxEntry::getUnread)
                        .containsExactly(one.getValue().asInt()));
    }

    private void inbox(JsonNode frame) {
        List<InboxEntry> entries = new ArrayList<>();
        frame.path("conversations").forEach(entry -> entries.add(entry(entry)));
        if (whole == null) {
            memberships.update(entries);
            return;
        }
        whole.addAll(entries);
        if (frame.path("last").asBoolean()) {
            memberships.replace(whole, true);
            whole = null;
        }
    }

    private static InboxEntry entry(JsonNode entry) {
        return new InboxEntry(
                entry.path("conversationId").asText(),
                kind(entry.path("kind")),
                null,
                entry.path("head").asLong(),
                entry.path("read").asLong(),
                entry.path("unread").asInt(),
                entry.path("large").asBoolean(),
                null,
                Instant.EPOCH,
                null);
    }

    private static Event event(JsonNode event) {
        return new Event(
                event.path("conversationId").asText(),
                event.path("sequence").asLong(),
                "id",
                event.path("senderId").asText(),
                Instant.EPOCH,
                body(event));
    }

    private static Object body(JsonNode event) {
        return switch (event.path("kind").asText()) {
            case "message" -> new Message("text", "text/plain", false, null);
            case "deleted" -> new Deleted(event.path("target").asLong());
            case "created" -> new Created(kind(event.path("conversationKind")), members(event.path("members")), null);
            default -> new Edited(event.path("target").asLong(), "text");
        };
    }

    private static List<Member> members(JsonNode members) {
        List<Member> all = new ArrayList<>();
        members.forEach(member -> all.add(new Member(member.path("userId").asText(), Role.MEMBER)));
        return all;
    }

    private static ConversationKind kind(JsonNode kind) {
        return ConversationKind.valueOf(kind.asText().toUpperCase(Locale.ROOT));
    }
}
