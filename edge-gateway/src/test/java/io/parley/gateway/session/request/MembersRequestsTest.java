package io.parley.gateway.session.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.avro.ListMembers;
import io.parley.avro.Member;
import io.parley.avro.MembersDelivery;
import io.parley.avro.Removed;
import io.parley.avro.RequestRefused;
import io.parley.avro.Role;
import io.parley.avro.Signal;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.gateway.session.connection.SessionLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

/** Pages of rosters, asked for by a session and answered by the owner of the conversation. */
class MembersRequestsTest {

    private static final String FIRST = request("members", "");

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void connect() {
        session = fixture.ready("alice", socket, GROUP);
        socket.frames.clear();
    }

    @AfterEach
    void shouldHaveGivenEveryFrameBack() {
        assertThat(fixture.leakedBytes()).isZero();
    }

    @Test
    void shouldAnswerUnderTheRefOfTheRequest() {
        // Given
        fixture.receive(session, FIRST);
        fixture.receive(
                session, request("members", ",\"after\":\"bob\",\"limit\":2").replace("r1", "r2"));

        // When
        fixture.deliver(page(2, true, "carol", "dave"));
        fixture.deliver(page(2, true, "carol", "dave"));
        fixture.deliver(page(1, false, "alice"));

        // Then
        assertThat(fixture.signals.values())
                .extracting(Signal::getBody)
                .containsExactly(new ListMembers(1L, null, 100), new ListMembers(2L, "bob", 2));
        assertThat(socket.types()).containsExactly("members", "members");
        JsonNode second = socket.frames.get(0);
        assertThat(second.path("ref").asText()).isEqualTo("r2");
        assertThat(second.path("conversationId").asText()).isEqualTo(GROUP);
        assertThat(second.path("members").findValuesAsText("userId")).containsExactly("carol", "dave");
        assertThat(second.path("more").asBoolean()).isTrue();
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
        assertThat(socket.last().path("more").asBoolean(true)).isFalse();
    }

    @Test
    void shouldRejectWhenTheOwnerRefusesOrTheUserHasLeftMeanwhile() {
        // Given
        fixture.receive(session, FIRST);
        fixture.receive(session, FIRST.replace("r1", "r2"));

        // When
        fixture.deliver(new RequestRefused(session.identity().sessionId(), "alice", GROUP, "not_a_member", "m", 1L));
        fixture.event(event(GROUP, 11, new Removed(List.of("alice"), null)), "alice");
        fixture.deliver(page(2, false, "bob"));

        // Then
        assertThat(socket.types()).containsExactly("rejected", "event", "rejected");
        assertThat(socket.frames.get(0).path("ref").asText()).isEqualTo("r1");
        assertThat(socket.last().path("ref").asText()).isEqualTo("r2");
        assertThat(socket.last().path("code").asText()).isEqualTo("not_a_member");
    }

    @Test
    void shouldRejectForARetryWhenTheLogOrTheOwnerDoesNotAnswer() {
        // Given
        fixture.receive(session, FIRST);
        fixture.signals.fail(new TimeoutException());

        // When
        fixture.receive(session, FIRST.replace("r1", "r2"));
        assertThat(socket.last().path("ref").asText()).isEqualTo("r2");
        fixture.pass(session, Duration.ofSeconds(9));
        assertThat(socket.frames).hasSize(1);
        fixture.pass(session, Duration.ofSeconds(1));

        // Then
        assertThat(socket.last().path("ref").asText()).isEqualTo("r1");
        assertThat(socket.frames).allSatisfy(frame -> {
            assertThat(frame.path("code").asText()).isEqualTo("unavailable");
            assertThat(frame.path("retryAfterMs").asLong()).isPositive();
        });
        fixture.deliver(page(1, false, "bob"));
        assertThat(socket.frames).hasSize(2);
    }

    @Test
    void shouldAskAFewAtATimeAndOnlyWhileTheClientReads() {
        // Given
        for (int i = 0; i < SessionLimits.PAGES_UNDER_WAY + 2; i++) {
            fixture.receive(session, FIRST);
        }
        assertThat(fixture.signals.values()).hasSize(SessionLimits.PAGES_UNDER_WAY);

        // When
        socket.writable = false;
        fixture.deliver(page(1, false, "bob"));
        assertThat(fixture.signals.values()).hasSize(SessionLimits.PAGES_UNDER_WAY);
        socket.writable = true;
        session.writable();

        // Then
        assertThat(fixture.signals.values()).hasSize(SessionLimits.PAGES_UNDER_WAY + 1);
    }

    @Test
    void shouldAnswerWhatWaitsWhenTheLogConfirmsNothing() {
        // Given
        fixture.signals.hold();
        int requests = SessionLimits.PAGES_UNDER_WAY + 2;
        for (int i = 0; i < requests; i++) {
            fixture.receive(session, FIRST);
        }

        // When
        fixture.signals.fail(new TimeoutException());
        fixture.signals.acknowledge();

        // Then
        assertThat(socket.types()).hasSize(requests).containsOnly("rejected");
    }

    @Test
    void shouldRejectWhenTooManyWait() {
        // Given
        socket.writable = false;
        for (int i = 0; i < SessionLimits.WAITING_PAGES; i++) {
            fixture.receive(session, FIRST);
        }

        // When
        fixture.receive(session, FIRST);

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
    }

    private MembersDelivery page(long request, boolean more, String... members) {
        return new MembersDelivery(
                session.identity().sessionId(),
                "alice",
                GROUP,
                request,
                List.of(members).stream()
                        .map(member -> new Member(member, Role.MEMBER))
                        .toList(),
                more);
    }
}
