package io.parley.gateway.session.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import org.junit.jupiter.api.Test;

import java.time.Duration;

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
    void shouldBeginAnewWithTheUsersNextSessionWhenTheLastHasEnded() {
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
        assertThat(fixture.commands.values()).hasSize(3);
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
