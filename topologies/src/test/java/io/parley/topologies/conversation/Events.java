package io.parley.topologies.conversation;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Role;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Events of one conversation, written short. */
record Events(String conversationId) {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** A group titled "Team"; the first member creates and owns it. */
    Event created(String... members) {
        List<Member> roster = Arrays.stream(members)
                .map(userId -> new Member(userId, userId.equals(members[0]) ? Role.OWNER : Role.MEMBER))
                .toList();
        return event(1, members[0], new Created(ConversationKind.GROUP, roster, "Team"));
    }

    Event message(long sequence, String sender) {
        return event(sequence, sender, new Message("hello " + sequence, "text/plain", false, null));
    }

    Event added(long sequence, String sender, String... members) {
        return event(sequence, sender, new Added(List.of(members)));
    }

    Event removed(long sequence, String sender, String... members) {
        return event(sequence, sender, new Removed(List.of(members), null));
    }

    private Event event(long sequence, String sender, Object body) {
        return new Event(conversationId, sequence, "id-" + sequence, sender, EPOCH.plusSeconds(sequence), body);
    }
}
