package io.parley.gateway.session.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxPosition;
import io.parley.avro.InboxRequest;
import io.parley.avro.Message;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.command;
import static io.parley.gateway.session.SessionFixture.opened;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

class ClientLimitsTest {

    private static final String SEND = command("send", "\"content\":\"hi\"");

    private final SessionFixture fixture =
            new SessionFixture("gateway.commands-per-second-per-user", "1", "gateway.max-open-conversations", "1");
    private final FakeSocket socket = new FakeSocket();
    private final FakeSocket otherSocket = new FakeSocket();

    @Test
    void shouldRejectCommandsThatAUsersSessionsTogetherSendTooFast() {
        // Given
        Session phone = fixture.ready("alice", socket, GROUP);
        Session laptop = fixture.ready("alice", otherSocket, GROUP);
        fixture.nanos = 1;

        // When
        fixture.receive(phone, SEND);
        fixture.receive(laptop, SEND);
        fixture.receive(phone, SEND);

        // Then
        assertThat(fixture.commands.values()).hasSize(2);
        JsonNode rejected = socket.last();
        assertThat(rejected.path("type").asText()).isEqualTo("rejected");
        assertThat(rejected.path("code").asText()).isEqualTo("rate_limited");
        assertThat(rejected.path("id").asText()).isEqualTo("c1");
        assertThat(rejected.path("conversationId").asText()).isEqualTo(GROUP);
        long retryAfter = rejected.path("retryAfterMs").asLong();
        assertThat(retryAfter).isEqualTo(1_000);
        fixture.nanos += Duration.ofMillis(retryAfter).toNanos();
        fixture.receive(phone, SEND);
        assertThat(fixture.commands.values()).hasSize(3);
    }

    @Test
    void shouldGiveNoFreshRateToTheUsersNextSessionWhenTheLastHasEnded() {
        // Given
        Session first = fixture.ready("alice", socket, GROUP);
        fixture.receive(first, SEND);
        fixture.receive(first, SEND);

        // When
        fixture.sessions.close(first);
        fixture.sessions.close(first);
        Session next = fixture.ready("alice", otherSocket, GROUP);
        fixture.receive(next, SEND);

        // Then
        assertThat(fixture.commands.values()).hasSize(2);
        assertThat(otherSocket.last().path("code").asText()).isEqualTo("rate_limited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "history", "read", "status", "device"})
    void shouldRejectRequestsThatAreTooMuchWorkAndSayWhenToComeBack(String type) {
        // Given
        SessionFixture small = new SessionFixture("gateway.work-per-second-per-user", "2");
        Session session = small.ready("alice", socket, GROUP);
        String frame = request(
                type,
                switch (type) {
                    case "history" -> ",\"limit\":10";
                    case "read" -> ",\"sequence\":3";
                    case "status" -> ",\"status\":\"away\"";
                    case "device" -> ",\"platform\":\"fcm\",\"token\":\"t\"";
                    default -> "";
                });
        socket.frames.clear();

        // When
        for (int i = 0; i < 40 && socket.frames.isEmpty(); i++) {
            small.receive(session, frame);
        }

        // Then
        JsonNode rejected = socket.last();
        assertThat(rejected.path("code").asText()).isEqualTo("rate_limited");
        assertThat(rejected.path("ref").asText()).isEqualTo("r1");
        assertThat(rejected.path("retryAfterMs").asLong()).isPositive().isLessThanOrEqualTo(20_000);
        small.nanos += Duration.ofMillis(rejected.path("retryAfterMs").asLong()).toNanos();
        int before = socket.frames.size();
        small.receive(session, frame);
        assertThat(socket.frames).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "typing", "open", "history"})
    void shouldRejectASessionThatLooksUpThousandsOfConversations(String type) {
        // Given
        SessionFixture small = new SessionFixture("gateway.work-per-second-per-session", "15");
        Session session = small.connect("alice", socket);
        String sessionId = session.identity().sessionId();
        small.deliver(new InboxDelivery(
                "alice", sessionId, small.epoch, true, true, List.of(), new InboxPosition(500L, GROUP), false));
        String frame = request(type, type.equals("read") ? ",\"sequence\":3" : "");
        int answered = 0;

        // When
        for (int i = 0; i < 3_000; i++) {
            small.receive(session, frame.replace(GROUP, new UUID(0x4000L, 0x8000000000000000L + i).toString()));
            List<InboxRequest> asked = small.inboxRequests.values();
            if (asked.size() > answered) {
                answered++;
                small.deliver(new InboxAnswer(
                        "alice", sessionId, asked.get(asked.size() - 1).getRequestId(), List.of(), null));
            }
        }

        // Then: of 300 units each look-up takes 6
        assertThat(small.inboxRequests.values()).hasSize(50);
        JsonNode rejected = socket.last();
        assertThat(rejected.path("code").asText()).isEqualTo("rate_limited");
        assertThat(rejected.path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldRejectCommandsByTheMembersThatTheyTouch() {
        // Given
        SessionFixture small =
                new SessionFixture("gateway.groups-per-day-per-user", "2", "gateway.members-per-day-per-user", "4");
        Session session = small.ready("alice", socket, GROUP);
        String group = command("create", "\"kind\":\"group\",\"members\":[\"bob\"]");
        String add = command("add", "\"members\":[\"bob\",\"carol\",\"dave\"]");
        small.receive(session, group);
        small.receive(session, group);

        // When
        small.receive(session, group);
        JsonNode tooManyGroups = socket.last();
        small.receive(session, add);
        JsonNode tooManyMembers = socket.last();

        // Then
        assertThat(small.commands.values()).hasSize(2);
        assertThat(tooManyGroups.path("code").asText()).isEqualTo("rate_limited");
        assertThat(tooManyGroups.path("retryAfterMs").asLong())
                .isEqualTo(Duration.ofHours(12).toMillis());
        assertThat(tooManyMembers.path("code").asText()).isEqualTo("rate_limited");
        assertThat(tooManyMembers.path("retryAfterMs").asLong())
                .isEqualTo(Duration.ofHours(6).toMillis());
        small.receive(session, SEND);
        assertThat(small.commands.values()).hasSize(3);
    }

    @Test
    void shouldChargeThePagesOfHistoryByTheirBytes() {
        // Given
        SessionFixture small = new SessionFixture("gateway.work-per-second-per-session", "2");
        Session session = small.ready("alice", socket, GROUP);
        String page = request("history", ",\"limit\":1");
        small.receive(session, page);
        StoredEvent event = new StoredEvent(
                SessionFixture.event(GROUP, 10, new Message("x".repeat(16_000), "text/plain", false, null)),
                OptionalLong.empty(),
                false);
        small.store.pages.get(0).complete(new HistoryPage(Collections.nCopies(3, event), 10, true, false));
        assertThat(socket.last().path("type").asText()).isEqualTo("history");

        // When
        small.receive(session, page);

        // Then: of 40 units one was for the row, and the 46 KiB cost a whole bucket at most
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        assertThat(socket.last().path("retryAfterMs").asLong()).isEqualTo(1_000);
    }

    @Test
    void shouldRejectAnOpenAboveTheBoundUntilOneIsClosed() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP, OTHER_GROUP);
        fixture.receive(session, request("open", ""));
        fixture.deliver(opened(session, GROUP, 10, true));
        String other = request("open", "").replace(GROUP, OTHER_GROUP);

        // When
        fixture.receive(session, other);

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        fixture.receive(session, request("close", ""));
        int before = socket.frames.size();
        fixture.receive(session, other);
        assertThat(socket.frames).hasSize(before);
    }
}
