package io.parley.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.Member;
import io.parley.avro.Message;
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
import io.parley.protocol.RejectCode;
import io.parley.protocol.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FrameWriterTest {

    private static final String HEAD =
            "{\"type\":\"event\",\"conversationId\":\"c\",\"sequence\":7,\"kind\":\"KIND\",\"id\":\"i\",\"senderId\":\"s\","
                    + "\"sentAt\":\"2026-01-02T03:04:05.600Z\",";

    private final FrameWriter writer = new FrameWriter(UnpooledByteBufAllocator.DEFAULT);

    @ParameterizedTest
    @MethodSource("events")
    void shouldWriteAnEventWithTheFieldsOfItsKind(String kind, Object body, String fields) {
        // When
        ServerFrame frame = writer.event(event(body));

        // Then
        assertThat(text(frame)).isEqualTo(HEAD.replace("KIND", kind) + fields + "}");
    }

    static Stream<Object[]> events() {
        List<Member> members = List.of(new Member("a", Role.OWNER), new Member("b", Role.MEMBER));
        return Stream.of(
                new Object[] {
                    "created",
                    new Created(ConversationKind.GROUP, members, null),
                    "\"conversationKind\":\"group\",\"members\":[{\"userId\":\"a\",\"role\":\"owner\"},"
                            + "{\"userId\":\"b\",\"role\":\"member\"}],\"title\":null"
                },
                new Object[] {
                    "created",
                    new Created(ConversationKind.DIRECT, members, null),
                    "\"conversationKind\":\"direct\",\"members\":[{\"userId\":\"a\",\"role\":\"member\"},"
                            + "{\"userId\":\"b\",\"role\":\"member\"}],\"title\":null"
                },
                new Object[] {
                    "message",
                    new Message("\"quoted\" 👋 \u0001", "text/plain", false, 3L),
                    "\"content\":\"\\\"quoted\\\" 👋 \\u0001\",\"contentType\":\"text/plain\",\"encrypted\":false,"
                            + "\"replyTo\":3"
                },
                new Object[] {
                    "message",
                    new Message("x", "text/html", true, null),
                    "\"content\":\"x\",\"contentType\":\"text/html\",\"encrypted\":true,\"replyTo\":null"
                },
                new Object[] {"edited", new Edited(3L, "new"), "\"target\":3,\"content\":\"new\""},
                new Object[] {"deleted", new Deleted(3L), "\"target\":3"},
                new Object[] {
                    "reacted", new Reacted(3L, "+1", true), "\"target\":3,\"reaction\":\"+1\",\"removed\":true"
                },
                new Object[] {"added", new Added(List.of("c", "d")), "\"members\":[\"c\",\"d\"]"},
                new Object[] {"removed", new Removed(List.of("c"), null), "\"members\":[\"c\"]"},
                new Object[] {"removed", new Removed(List.of("c"), "d"), "\"members\":[\"c\"],\"newOwner\":\"d\""},
                new Object[] {
                    "roleChanged",
                    new RoleChanged(List.of("c", "d"), Role.OWNER),
                    "\"members\":[\"c\",\"d\"],\"role\":\"owner\""
                },
                new Object[] {"renamed", new Renamed("T"), "\"title\":\"T\""});
    }

    @Test
    void shouldWriteTheFirstHundredMembersOfALargeGroupAndTheirNumber() {
        // Given
        List<Member> members = java.util.stream.IntStream.range(0, 101)
                .mapToObj(number -> new Member("u" + number, Role.MEMBER))
                .toList();
        OpenedDelivery opened = new OpenedDelivery(
                "s", "u", "c", ConversationKind.GROUP, "T", 5L, members.subList(0, 100), Map.of(), true, 0L, null, 101);
        io.parley.avro.Event created = new io.parley.avro.Event(
                "c",
                1L,
                "i",
                "u0",
                java.time.Instant.EPOCH,
                new io.parley.avro.Created(ConversationKind.GROUP, members, "T"));

        // Then
        assertThat(text(writer.opened(opened)))
                .contains("\"memberCount\":101,")
                .contains("u99")
                .doesNotContain("reads");
        assertThat(text(writer.event(created)))
                .contains("\"memberCount\":101,")
                .contains("\"u99\"")
                .doesNotContain("\"u100\"");
    }

    @Test
    void shouldWriteAMessageAsItStandsNowWhenItIsHistory() throws Exception {
        // Given
        Message message = new Message("now", "text/plain", false, null);
        StoredEvent edited = new StoredEvent(event(message), OptionalLong.of(9), false);
        StoredEvent deleted = new StoredEvent(event(message), OptionalLong.of(9), true);
        StoredEvent edit = new StoredEvent(event(new Edited(3L, "")), OptionalLong.empty(), false);
        Correlation correlation = new Correlation(null, new Correlation.Ref("r", 0), "c");

        // When
        JsonNode frame =
                json(writer.history(correlation, new HistoryPage(List.of(edited, deleted, edit), 12, true, false)));

        // Then
        assertThat(frame.path("ref").asText()).isEqualTo("r");
        assertThat(frame.path("head").asLong()).isEqualTo(12);
        assertThat(frame.path("complete").asBoolean()).isTrue();
        assertThat(frame.path("more").asBoolean()).isFalse();
        assertThat(frame.path("events").get(0).path("editedSequence").asLong()).isEqualTo(9);
        assertThat(frame.path("events").get(1).path("deleted").asBoolean()).isTrue();
        assertThat(frame.path("events").get(1).has("content")).isFalse();
        assertThat(frame.path("events").get(2).has("content")).isFalse();
    }

    @Test
    void shouldWriteEveryOtherFrameAsTheProtocolSays() {
        Correlation command = Correlation.ofCommand("i", "c");
        InboxEntry entry =
                new InboxEntry("c", ConversationKind.DIRECT, null, 5L, 3L, 2, false, "p", Instant.EPOCH, null);
        assertThat(text(writer.ready("s", "u", "g", Duration.ofSeconds(10), List.of("eve"))))
                .isEqualTo("{\"type\":\"ready\",\"sessionId\":\"s\",\"userId\":\"u\",\"gatewayId\":\"g\","
                        + "\"heartbeatSeconds\":10,\"blocked\":[\"eve\"]}");
        assertThat(text(writer.inbox(Correlation.NONE, List.of(entry), true, null, conversation -> null)))
                .isEqualTo("{\"type\":\"inbox\",\"conversations\":[{\"conversationId\":\"c\",\"kind\":\"direct\","
                        + "\"title\":null,\"peer\":\"p\",\"head\":5,\"read\":3,\"unread\":2,\"large\":false,"
                        + "\"activeAt\":\"1970-01-01T00:00:00.000Z\"}],\"last\":true}");
        assertThat(text(writer.accepted("i", "c")))
                .isEqualTo("{\"type\":\"accepted\",\"id\":\"i\",\"conversationId\":\"c\"}");
        assertThat(text(writer.rejected(Rejection.retryable(command, RejectReason.LOG_SILENT))))
                .isEqualTo("{\"type\":\"rejected\",\"id\":\"i\",\"conversationId\":\"c\",\"code\":\"unavailable\","
                        + "\"message\":\"the log does not answer\",\"retryAfterMs\":1000}");
        assertThat(text(writer.rejected(Rejection.of(command, new Refused("held", "m", null)))))
                .isEqualTo("{\"type\":\"rejected\",\"id\":\"i\",\"conversationId\":\"c\",\"code\":\"forbidden\","
                        + "\"message\":\"m\",\"held\":true}");
        assertThat(text(writer.rejected(Rejection.of(
                        new Correlation(null, new Correlation.Ref(null, 3), null), RejectCode.BAD_FRAME, "m"))))
                .isEqualTo("{\"type\":\"rejected\",\"ref\":3,\"code\":\"bad_frame\",\"message\":\"m\"}");
        assertThat(text(writer.opened(new OpenedDelivery(
                        "s",
                        "u",
                        "c",
                        ConversationKind.GROUP,
                        "T",
                        5L,
                        List.of(new Member("a", Role.OWNER)),
                        Map.of("a", 4L),
                        false,
                        0L,
                        null,
                        1))))
                .isEqualTo(
                        "{\"type\":\"opened\",\"conversationId\":\"c\",\"kind\":\"group\",\"title\":\"T\",\"head\":5,"
                                + "\"members\":[{\"userId\":\"a\",\"role\":\"owner\"}],\"reads\":{\"a\":4},\"large\":false}");
        assertThat(text(writer.presence(new PresenceChange("u", PresenceStatus.ONLINE, null, List.of()))))
                .isEqualTo("{\"type\":\"presence\",\"userId\":\"u\",\"status\":\"online\"}");
        assertThat(text(writer.presence(new PresenceChange(
                        "u", PresenceStatus.OFFLINE, Instant.parse("2026-01-01T00:00:00Z"), List.of()))))
                .isEqualTo("{\"type\":\"presence\",\"userId\":\"u\",\"status\":\"offline\","
                        + "\"lastSeenAt\":\"2026-01-01T00:00:00.000Z\"}");
        assertThat(text(writer.typing("c", "u", false)))
                .isEqualTo("{\"type\":\"typing\",\"conversationId\":\"c\",\"userId\":\"u\"}");
        assertThat(text(writer.typing("c", "u", true)))
                .isEqualTo("{\"type\":\"typing\",\"conversationId\":\"c\",\"userId\":\"u\",\"stopped\":true}");
        assertThat(text(writer.read("c", Map.of("u", 4L))))
                .isEqualTo("{\"type\":\"read\",\"conversationId\":\"c\",\"reads\":{\"u\":4}}");
        assertThat(text(writer.pong())).isEqualTo("{\"type\":\"pong\"}");
        assertThat(text(writer.goaway(Duration.ofMillis(1500), "r")))
                .isEqualTo("{\"type\":\"goaway\",\"reconnectAfterMs\":1500,\"reason\":\"r\"}");
    }

    @Test
    void shouldCutAPageFromTheSideItIsReadTowardsWhenAFrameCanNotHoldIt() {
        // Given
        List<StoredEvent> events = Stream.of("a", "b", "c", "d")
                .map(content -> new StoredEvent(
                        event(new Message(content.repeat(400), "text/plain", false, null)),
                        OptionalLong.empty(),
                        false))
                .toList();
        HistoryPage page = new HistoryPage(events, 9, true, false);
        PageTrimmer cut = new PageTrimmer(2_500);

        // When
        HistoryPage forwards = cut.forwards(page);
        HistoryPage backwards = cut.backwards(page);

        // Then
        assertThat(forwards).isEqualTo(new HistoryPage(events.subList(0, 2), 9, true, true));
        assertThat(backwards).isEqualTo(new HistoryPage(events.subList(2, 4), 9, true, true));
        assertThat(new PageTrimmer(1 << 20).forwards(page)).isSameAs(page);
        assertThat(writer.history(Correlation.NONE, forwards).bytes().readableBytes())
                .isLessThan(2_500);
    }

    @Test
    void shouldKeepWhatIsNearestWhenAFrameCanNotHoldAPageAroundAnEvent() {
        // Given
        List<StoredEvent> events = LongStream.rangeClosed(4, 10)
                .mapToObj(sequence -> new StoredEvent(message(sequence), OptionalLong.empty(), false))
                .toList();
        HistoryPage page = new HistoryPage(events, 30, true, false);
        PageTrimmer cut = new PageTrimmer(4_000);

        // When // Then
        assertThat(cut.around(page, 7)).isEqualTo(new HistoryPage(events.subList(2, 5), 30, true, true));
        assertThat(cut.around(page, 4)).isEqualTo(new HistoryPage(events.subList(0, 3), 30, true, true));
        assertThat(cut.around(page, 10)).isEqualTo(new HistoryPage(events.subList(4, 7), 30, true, false));
        assertThat(cut.around(page, 25)).isEqualTo(new HistoryPage(events.subList(4, 7), 30, true, false));
        assertThat(new PageTrimmer(1).around(page, 7)).isEqualTo(new HistoryPage(events.subList(3, 4), 30, true, true));
        assertThat(new PageTrimmer(1 << 20).around(page, 7)).isSameAs(page);
    }

    @Test
    void shouldWriteReactionsOfMessagesWhenItIsHistoryAlone() throws Exception {
        // Given
        List<String> users =
                IntStream.range(0, 23).mapToObj(user -> "user-" + user).toList();
        StoredEvent reacted = new StoredEvent(
                message(7),
                OptionalLong.empty(),
                false,
                List.of(new StoredReaction("👍", users), new StoredReaction("🎉", List.of("bob"))));
        StoredEvent plain = new StoredEvent(message(8), OptionalLong.empty(), false);
        StoredEvent other = new StoredEvent(event(new Renamed("T")), OptionalLong.empty(), false);

        // When
        JsonNode events = json(writer.history(
                        Correlation.NONE, new HistoryPage(List.of(reacted, plain, other), 8, true, false)))
                .path("events");
        JsonNode event = json(writer.event(reacted));

        // Then
        JsonNode thumbs = events.get(0).path("reactions").get(0);
        assertThat(thumbs.path("reaction").asText()).isEqualTo("👍");
        assertThat(thumbs.path("count").asInt()).isEqualTo(23);
        assertThat(thumbs.path("userIds")).hasSize(20);
        assertThat(thumbs.path("userIds").get(0).asText()).isEqualTo("user-0");
        assertThat(events.get(0).path("reactions").get(1).toString())
                .isEqualTo("{\"reaction\":\"🎉\",\"count\":1,\"userIds\":[\"bob\"]}");
        assertThat(events.get(1).path("reactions").toString()).isEqualTo("[]");
        assertThat(events.get(2).has("reactions")).isFalse();
        assertThat(event.has("reactions")).isFalse();
    }

    @Test
    void shouldCountReactionsWhenAPageIsCut() {
        // Given
        List<StoredReaction> many = IntStream.range(0, 20)
                .mapToObj(kind -> new StoredReaction(
                        "\u0001".repeat(31) + kind,
                        IntStream.range(0, 1_000)
                                .mapToObj(user -> "u".repeat(124) + user)
                                .toList()))
                .toList();
        List<StoredEvent> events = LongStream.rangeClosed(1, 200)
                .mapToObj(sequence -> new StoredEvent(message(sequence), OptionalLong.of(9), false, many))
                .toList();
        HistoryPage page = new HistoryPage(events, 200, true, false);
        int most = 1 << 20;

        // When
        HistoryPage cut = new PageTrimmer(most).forwards(page);
        ServerFrame frame = writer.history(Correlation.NONE, cut);

        // Then
        assertThat(cut.more()).isTrue();
        assertThat(cut.events()).hasSizeGreaterThan(5);
        assertThat(frame.bytes().readableBytes()).isBetween(most / 2, most);
        frame.release();
    }

    private static Event message(long sequence) {
        Event event = event(new Message("x".repeat(400), "text/plain", false, null));
        event.setSequence(sequence);
        return event;
    }

    private static Event event(Object body) {
        return new Event("c", 7L, "i", "s", Instant.parse("2026-01-02T03:04:05.600Z"), body);
    }

    private static String text(ServerFrame frame) {
        String text = frame.bytes().toString(StandardCharsets.UTF_8);
        frame.release();
        return text;
    }

    private static JsonNode json(ServerFrame frame) throws Exception {
        return new ObjectMapper().readTree(text(frame));
    }
}
