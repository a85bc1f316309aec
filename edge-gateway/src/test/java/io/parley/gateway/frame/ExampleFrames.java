package io.parley.gateway.frame;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.Member;
import io.parley.avro.MembersDelivery;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.avro.Mute;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.Reacted;
import io.parley.avro.Refused;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;
import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;
import io.parley.history.StoredReaction;
import io.parley.protocol.RejectReason;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** The frames of the AsyncAPI document's examples, written by the gateway's own code. */
final class ExampleFrames {

    private static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    private static final String DIRECT = "7c1f4b52-0b8b-5f0e-9d6a-0d4c3c1f2a10";
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final Member ALICE = new Member("alice", Role.OWNER);
    private static final Member BOB = new Member("bob", Role.MEMBER);
    private static final Correlation COMMAND = Correlation.ofCommand("c-1", GROUP);
    private static final Correlation REQUEST = new Correlation(null, new Correlation.Ref("h-1", 0), GROUP);

    private static final FrameWriter WRITER = new FrameWriter(UnpooledByteBufAllocator.DEFAULT);

    private ExampleFrames() {}

    /** Their texts, by type and the example's name. */
    static Map<String, String> written() {
        Map<String, String> texts = new HashMap<>();
        frames().forEach((name, frame) -> {
            texts.put(name, frame.bytes().toString(StandardCharsets.UTF_8));
            frame.release();
        });
        return texts;
    }

    private static Map<String, ServerFrame> frames() {
        Map<String, ServerFrame> frames = new HashMap<>(events());
        frames.put("ready/ready", WRITER.ready("s-1", "alice", "gateway-1", Duration.ofSeconds(10), List.of("eve")));
        frames.put("blocked/blocked", WRITER.blocked(List.of("bob", "eve")));
        frames.put(
                "inbox/whole",
                inbox(
                        List.of(new InboxEntry(
                                GROUP, ConversationKind.GROUP, "Lunch", 20L, 12L, 5, false, null, THEN, null)),
                        true,
                        conversation -> null));
        frames.put(
                "inbox/page",
                WRITER.inbox(
                        new Correlation(null, new Correlation.Ref("l-1", 0), null),
                        List.of(new InboxEntry(
                                GROUP,
                                ConversationKind.GROUP,
                                "Lunch",
                                20L,
                                12L,
                                5,
                                false,
                                null,
                                THEN,
                                new MessagePreview(19L, "bob", THEN.toEpochMilli(), "At one?"))),
                        true,
                        new InboxPosition(THEN.toEpochMilli(), GROUP),
                        conversation -> null));
        frames.put("inbox/empty", inbox(List.of(), true, conversation -> null));
        frames.put(
                "inbox/change",
                inbox(
                        List.of(new InboxEntry(
                                DIRECT, ConversationKind.DIRECT, null, 1L, 0L, 0, false, "bob", THEN, null)),
                        false,
                        conversation -> null));
        frames.put(
                "inbox/muted",
                inbox(
                        List.of(
                                new InboxEntry(
                                        GROUP, ConversationKind.GROUP, "Lunch", 20L, 12L, 5, false, null, THEN, null),
                                new InboxEntry(
                                        DIRECT, ConversationKind.DIRECT, null, 1L, 0L, 0, false, "bob", THEN, null)),
                        false,
                        conversation -> new Mute(
                                conversation,
                                conversation.equals(GROUP) ? null : Instant.parse("2026-01-02T08:00:00Z"))));
        frames.put("accepted/accepted", WRITER.accepted("c-1", GROUP));
        frames.put("rejected/command", WRITER.rejected(new Rejection(COMMAND, "forbidden", "only an owner may", null)));
        frames.put(
                "rejected/held", WRITER.rejected(Rejection.of(COMMAND, new Refused("held", "held for review", null))));
        frames.put("rejected/request", WRITER.rejected(Rejection.notAMember(REQUEST)));
        frames.put("rejected/later", WRITER.rejected(Rejection.retryable(COMMAND, RejectReason.LOG_SILENT)));
        frames.put("opened/group", WRITER.opened(opened(List.of(ALICE, BOB), false)));
        frames.put("opened/large", WRITER.opened(opened(List.of(ALICE), true)));
        frames.put("history/page", WRITER.history(REQUEST, page()));
        frames.put(
                "members/page",
                WRITER.members(REQUEST, new MembersDelivery("s-1", "alice", GROUP, 1L, List.of(ALICE, BOB), true)));
        frames.put(
                "presence/online", WRITER.presence(new PresenceChange("bob", PresenceStatus.ONLINE, null, List.of())));
        frames.put(
                "presence/offline",
                WRITER.presence(new PresenceChange(
                        "bob", PresenceStatus.OFFLINE, Instant.parse("2026-01-02T03:04:00Z"), List.of())));
        frames.put("typing/typing", WRITER.typing(GROUP, "bob", false));
        frames.put("typing/stopped", WRITER.typing(GROUP, "bob", true));
        frames.put("read/read", WRITER.read(GROUP, Map.of("bob", 12L)));
        frames.put("pong/pong", WRITER.pong());
        frames.put("goaway/goaway", WRITER.goaway(Duration.ofMillis(1500), "the gateway is going away"));
        return frames;
    }

    private static Map<String, ServerFrame> events() {
        Map<String, ServerFrame> frames = new HashMap<>();
        frames.put("event/withheld", WRITER.event(DIRECT, 8, THEN));
        frames.put("event/created", live(new Created(ConversationKind.GROUP, List.of(ALICE, BOB), "Lunch")));
        frames.put(
                "event/answer",
                WRITER.event(
                        stored(
                                1,
                                new Created(ConversationKind.DIRECT, List.of(ALICE, BOB), null),
                                OptionalLong.empty(),
                                false),
                        "c-2"));
        frames.put("event/message", live(new Message("hello", "text/plain", false, null)));
        frames.put(
                "event/editedSince",
                WRITER.event(
                        stored(8, new Message("hello again", "text/plain", false, 7L), OptionalLong.of(9), false)));
        frames.put(
                "event/deletedSince",
                WRITER.event(stored(8, new Message("", "text/plain", false, null), OptionalLong.empty(), true)));
        frames.put("event/edited", live(new Edited(7L, "hello again")));
        frames.put("event/deleted", live(new Deleted(7L)));
        frames.put("event/reacted", live(new Reacted(7L, "👍", false)));
        frames.put("event/added", live(new Added(List.of("dave"))));
        frames.put("event/removed", live(new Removed(List.of("dave"), null)));
        frames.put("event/left", live(new Removed(List.of("alice"), "bob")));
        frames.put("event/renamed", live(new Renamed("Dinner")));
        frames.put("event/roleChanged", live(new RoleChanged(List.of("bob"), Role.OWNER)));
        return frames;
    }

    private static HistoryPage page() {
        return new HistoryPage(
                List.of(
                        new StoredEvent(
                                event(8, new Message("hello again", "text/plain", false, null)),
                                OptionalLong.of(9),
                                false,
                                List.of(new StoredReaction("👍", List.of("bob", "carol")))),
                        stored(9, new Edited(8L, ""), OptionalLong.empty(), false)),
                20,
                true,
                false);
    }

    private static OpenedDelivery opened(List<Member> members, boolean large) {
        return new OpenedDelivery(
                "s-1",
                "alice",
                GROUP,
                ConversationKind.GROUP,
                "Lunch",
                20L,
                members,
                Map.of("bob", 12L),
                large,
                0L,
                null,
                large ? 250 : members.size());
    }

    private static ServerFrame live(Object body) {
        return WRITER.event(event(8, body));
    }

    private static StoredEvent stored(long sequence, Object body, OptionalLong editedSequence, boolean deleted) {
        return new StoredEvent(event(sequence, body), editedSequence, deleted);
    }

    private static Event event(long sequence, Object body) {
        return new Event(GROUP, sequence, "c-1", "alice", THEN, body);
    }

    private static ServerFrame inbox(List<InboxEntry> entries, boolean last, Function<String, Mute> mutes) {
        return WRITER.inbox(Correlation.NONE, entries, last, null, mutes);
    }
}
