package io.parley.history;

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
import io.parley.schemas.ConversationId;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events to test with. */
final class Events {

    static final Instant SENT = Instant.parse("2026-03-01T12:00:00.123Z");

    private Events() {}

    static ConversationId conversation() {
        return new ConversationId(UUID.randomUUID());
    }

    static Event event(ConversationId conversation, long sequence, Object body) {
        return new Event(conversation.toString(), sequence, "command-" + sequence, "alice", SENT, body);
    }

    static Event message(ConversationId conversation, long sequence, String content) {
        return event(conversation, sequence, new Message(content, "text/plain", false, null));
    }

    /** One body of each kind, with everything set and with as little as there can be. */
    static List<Object> bodies() {
        return List.of(
                new Created(
                        ConversationKind.GROUP,
                        List.of(
                                new Member("zoe", Role.OWNER),
                                new Member("alice", Role.MEMBER),
                                new Member("bob", Role.MEMBER)),
                        "Lunch"),
                new Created(
                        ConversationKind.DIRECT,
                        List.of(new Member("alice", Role.OWNER), new Member("bob", Role.OWNER)),
                        null),
                new Message("hello", "text/plain", false, null),
                new Message("aGVsbG8=", "application/octet-stream", true, 7L),
                new Message("", "text/plain", false, null),
                new Edited(3L, "hello again"),
                new Deleted(3L),
                new Reacted(3L, "👍", false),
                new Reacted(3L, "👍", true),
                new Added(List.of("zed", "carol")),
                new Removed(List.of("carol"), "bob"),
                new Removed(List.of("carol"), null),
                new RoleChanged(List.of("carol", "bob"), Role.OWNER),
                new RoleChanged(List.of("zed"), Role.MEMBER),
                new Renamed("Dinner"));
    }
}
