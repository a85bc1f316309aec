package io.parley.topologies.testkit;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Role;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes events of one group and a gateway's records of them, with short calls: input for tests of the guarantees. */
final class SomeEvents {

    static final String GROUP = Commands.group(1);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private SomeEvents() {}

    /** The first member owns it. */
    static Event created(String... members) {
        List<Member> roster = Arrays.stream(members)
                .map(userId -> new Member(userId, userId.equals(members[0]) ? Role.OWNER : Role.MEMBER))
                .toList();
        return event(1, members[0], new Created(ConversationKind.GROUP, roster, null));
    }

    static Event message(long sequence, String sender) {
        return event(sequence, sender, new Message("hello", "text/plain", false, null));
    }

    static Event added(long sequence, String sender, String member) {
        return event(sequence, sender, new Added(List.of(member)));
    }

    static Event removed(long sequence, String sender, String member, String newOwner) {
        return event(sequence, sender, new Removed(List.of(member), newOwner));
    }

    static Event event(long sequence, String sender, Object body) {
        return new Event(GROUP, sequence, "id-" + sequence, sender, START.plusSeconds(sequence), body);
    }

    static EventDelivery to(Event event, String... userIds) {
        return new EventDelivery(event, List.of(userIds), false);
    }

    /** The whole inbox of a session, with the group at these heads: one or none. */
    static InboxDelivery inbox(String userId, String sessionId, long... heads) {
        return new InboxDelivery(userId, sessionId, 1L, true, true, entries(heads), null, false);
    }

    /** A changed entry, for all sessions of a user. */
    static InboxDelivery entry(String userId, long head) {
        return new InboxDelivery(userId, null, 0L, false, true, entries(head), null, false);
    }

    private static List<InboxEntry> entries(long... heads) {
        return Arrays.stream(heads)
                .boxed()
                .flatMap(head -> Stream.of(InboxEntry.newBuilder()
                        .setConversationId(GROUP)
                        .setKind(ConversationKind.GROUP)
                        .setHead(head)
                        .setRead(0)
                        .setUnread(0)
                        .build()))
                .toList();
    }
}
