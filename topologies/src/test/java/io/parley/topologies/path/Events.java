package io.parley.topologies.path;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Events of one conversation, written short. Event <i>n</i> happens <i>n</i> seconds after {@link #EPOCH}. */
public record Events(String conversationId) {

    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** A group titled "Team"; the first member creates and owns it. */
    public Event created(String... members) {
        List<Member> roster = Arrays.stream(members)
                .map(userId -> new Member(userId, userId.equals(members[0]) ? Role.OWNER : Role.MEMBER))
                .toList();
        return event(1, members[0], new Created(ConversationKind.GROUP, roster, "Team"));
    }

    public Event direct(String one, String other) {
        return event(
                1,
                one,
                new Created(
                        ConversationKind.DIRECT,
                        List.of(new Member(one, Role.MEMBER), new Member(other, Role.MEMBER)),
                        null));
    }

    public Event message(long sequence, String sender) {
        return event(sequence, sender, new Message("hello " + sequence, "text/plain", false, null));
    }

    public Event message(long sequence, String sender, String content, boolean encrypted) {
        return event(sequence, sender, new Message(content, "text/plain", encrypted, null));
    }

    public Event edited(long sequence, String sender, long target, String content) {
        return event(sequence, sender, new Edited(target, content));
    }

    public Event deleted(long sequence, String sender, long target) {
        return event(sequence, sender, new Deleted(target));
    }

    public Event added(long sequence, String sender, String... members) {
        return event(sequence, sender, new Added(List.of(members)));
    }

    public Event removed(long sequence, String sender, String... members) {
        return event(sequence, sender, new Removed(List.of(members), null));
    }

    public Event orphaned(long sequence, String leaving, String newOwner) {
        return event(sequence, leaving, new Removed(List.of(leaving), newOwner));
    }

    public Event renamed(long sequence, String sender, String title) {
        return event(sequence, sender, new Renamed(title));
    }

    public Event roleChanged(long sequence, String sender, Role role, String... members) {
        return event(sequence, sender, new RoleChanged(List.of(members), role));
    }

    private Event event(long sequence, String sender, Object body) {
        return new Event(conversationId, sequence, "id-" + sequence, sender, EPOCH.plusSeconds(sequence), body);
    }
}
