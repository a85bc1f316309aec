package io.parley.gateway.session.request;

import io.parley.avro.Device;
import io.parley.avro.Platform;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.TextMode;
import io.parley.gateway.auth.Credentials;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import static io.parley.gateway.session.SessionFixture.EXPIRY;
import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.entry;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests about the user: {@code status}, {@code device}, {@code auth}. */
class UserRequestsTest {

    private static final String AUTH = "{\"type\":\"auth\",\"ref\":\"r1\",\"token\":\"fresh\"}";
    private static final String AWAY = "{\"type\":\"status\",\"ref\":\"r1\",\"status\":\"away\"}";

    private static final String ONLINE = "{\"type\":\"status\",\"status\":\"online\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void connect() {
        session = fixture.ready("alice", socket, GROUP);
        socket.frames.clear();
    }

    @Test
    void shouldAppendTheStatusWithoutAnAnswer() {
        // When
        fixture.receive(session, AWAY);
        fixture.nanos += Duration.ofSeconds(2).toNanos();
        fixture.receive(session, ONLINE);

        // Then
        assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.AWAY, SessionState.ONLINE);
        assertThat(fixture.changes.values())
                .allSatisfy(change -> assertThat(change.getSessionId())
                        .isEqualTo(session.identity().sessionId()));
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldAppendTheLastOfManyStatusesAtMostEveryTwoSeconds() {
        // When
        for (int i = 0; i < 100; i++) {
            fixture.receive(session, AWAY);
            fixture.receive(session, ONLINE);
        }
        fixture.pass(session, Duration.ofMillis(1_999));
        assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.AWAY);
        fixture.pass(session, Duration.ofMillis(1));

        // Then
        assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.AWAY, SessionState.ONLINE);
        fixture.pass(session, Duration.ofSeconds(5));
        assertThat(states()).hasSize(3);
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldAppendNothingWhenTheStatusIsAgainAsItWas() {
        // Given
        fixture.receive(session, AWAY);

        // When
        fixture.receive(session, ONLINE);
        fixture.receive(session, AWAY);
        fixture.pass(session, Duration.ofSeconds(3));

        // Then
        assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.AWAY);
    }

    @Test
    void shouldAppendAWaitingStatusAgainWhenTheLogDidNotConfirmIt() {
        // Given
        fixture.receive(session, AWAY);
        fixture.receive(session, ONLINE);
        fixture.changes.fail(new TimeoutException());
        fixture.pass(session, Duration.ofSeconds(2));
        fixture.changes.fail(null);

        // When
        fixture.pass(session, Duration.ofSeconds(2));

        // Then
        assertThat(states())
                .containsExactly(SessionState.CONNECTED, SessionState.AWAY, SessionState.ONLINE, SessionState.ONLINE);
    }

    @Test
    void shouldStayAwayWhenTheSessionIsAnnouncedAgain() {
        // Given
        fixture.receive(session, AWAY);
        fixture.epoch = 2;

        // When
        fixture.sessions.announceAgain();
        fixture.wholeInbox(session, true, entry(GROUP));

        // Then
        assertThat(states())
                .containsExactly(SessionState.CONNECTED, SessionState.AWAY, SessionState.CONNECTED, SessionState.AWAY);
        assertThat(fixture.changes.values().get(3).getEpoch()).isEqualTo(2);
    }

    @Test
    void shouldBeAwayAgainWhenTheLogDidNotConfirmItWithTheAnnouncement() {
        // Given
        fixture.receive(session, AWAY);
        fixture.epoch = 2;
        fixture.changes.fail(new TimeoutException());
        fixture.sessions.announceAgain();
        fixture.changes.fail(null);
        fixture.wholeInbox(session, true, entry(GROUP));

        // When
        fixture.pass(session, Duration.ofSeconds(2));
        fixture.pass(session, Duration.ofSeconds(2));

        // Then
        assertThat(states())
                .containsExactly(
                        SessionState.CONNECTED,
                        SessionState.AWAY,
                        SessionState.CONNECTED,
                        SessionState.AWAY,
                        SessionState.AWAY);
        assertThat(fixture.changes.values().get(4).getEpoch()).isEqualTo(2);
    }

    @Test
    void shouldSayUnavailableWhenTheLogDoesNotTakeIt() {
        // Given
        fixture.changes.fail(new TimeoutException());
        fixture.devices.fail(new TimeoutException());

        // When
        fixture.receive(session, AWAY);
        fixture.receive(session, device("apns", ""));

        // Then
        assertThat(socket.frames).hasSize(2).allSatisfy(frame -> {
            assertThat(frame.path("code").asText()).isEqualTo("unavailable");
            assertThat(frame.path("ref").asText()).isEqualTo("r1");
        });
    }

    @Test
    void shouldWriteDevicesThatComeAndGo() {
        // When
        fixture.receive(session, device("apns", ""));
        fixture.receive(session, device("fcm", ",\"remove\":true"));

        // Then
        assertThat(fixture.devices.values())
                .containsExactly(
                        new Device("alice", Platform.APNS, "t-1", false, null, TextMode.FULL, null),
                        new Device("alice", Platform.FCM, "t-1", true, null, TextMode.FULL, null));
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldLiveLongerWhenTheTokenIsFresh() {
        // Given
        token(Credentials.accepted("alice", EXPIRY.plusSeconds(60)));

        // When
        fixture.receive(session, AUTH);
        fixture.pass(session, Duration.ZERO, EXPIRY.plusSeconds(59));
        CloseReason before = socket.closed;
        fixture.pass(session, Duration.ZERO, EXPIRY.plusSeconds(60));

        // Then
        assertThat(before).isNull();
        assertThat(socket.frames).isEmpty();
        assertThat(socket.closed).isEqualTo(CloseReason.TOKEN_EXPIRED);
    }

    @Test
    void shouldLiveNoShorterWhenTheTokenEndsEarlier() {
        // Given
        token(Credentials.accepted("alice", EXPIRY.minusSeconds(60)));

        // When
        fixture.receive(session, AUTH);
        fixture.pass(session, Duration.ZERO, EXPIRY.minusSeconds(1));

        // Then
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldSayForbiddenAndChangeNothingWhenTheTokenIsRefused() {
        // Given
        Instant late = EXPIRY.plusSeconds(60);

        // When
        token(Credentials.accepted("bob", late));
        fixture.receive(session, AUTH);
        token(new TokenVerdict.Refused("expired"));
        fixture.receive(session, AUTH);
        fixture.pass(session, Duration.ZERO, EXPIRY);

        // Then
        assertThat(socket.frames).hasSize(2).allSatisfy(frame -> {
            assertThat(frame.path("code").asText()).isEqualTo("forbidden");
            assertThat(frame.path("ref").asText()).isEqualTo("r1");
            assertThat(frame.toString()).doesNotContain("fresh");
        });
        assertThat(socket.closed).isEqualTo(CloseReason.TOKEN_EXPIRED);
    }

    @Test
    void shouldSayRateLimitedWhenTooManyBadTokensCameFromTheAddress() {
        // Given
        token(new TokenVerdict.TooMany());

        // When
        fixture.receive(session, AUTH);

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("rate_limited");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldSayUnavailableWhenTheTokenCanNotBeDecided() {
        // Given
        token(new TokenVerdict.Undecided());

        // When
        fixture.receive(session, AUTH);

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("unavailable");
        assertThat(socket.last().path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void shouldDecideNoMoreTokensAtATimeThanItsBound() {
        // Given
        CompletableFuture<TokenVerdict> slow = new CompletableFuture<>();
        fixture.tokens.put("fresh", slow);

        // When
        for (int i = 0; i < SessionLimits.TOKENS_UNDER_WAY; i++) {
            fixture.receive(session, AUTH);
        }
        int atTheBound = socket.frames.size();
        fixture.receive(session, AUTH);
        slow.complete(Credentials.accepted("alice", EXPIRY));
        fixture.receive(session, AUTH);

        // Then
        assertThat(atTheBound).isZero();
        assertThat(socket.frames)
                .extracting(frame -> frame.path("code").asText())
                .containsExactly("rate_limited");
    }

    private void token(TokenVerdict verdict) {
        fixture.tokens.put("fresh", CompletableFuture.completedFuture(verdict));
    }

    private List<SessionState> states() {
        return fixture.changes.values().stream().map(SessionChange::getChange).toList();
    }

    private static String device(String platform, String fields) {
        return "{\"type\":\"device\",\"ref\":\"r1\",\"platform\":\"" + platform + "\",\"token\":\"t-1\"" + fields + "}";
    }
}
