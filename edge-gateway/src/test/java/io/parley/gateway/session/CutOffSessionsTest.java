package io.parley.gateway.session;

import io.parley.gateway.auth.Credentials;
import io.parley.gateway.cutoff.Cutoff.Cause;
import io.parley.protocol.CloseReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static io.parley.gateway.session.SessionFixture.EXPIRY;
import static io.parley.gateway.session.SessionFixture.LONGEST_SESSION;
import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that end though their token has not expired. */
class CutOffSessionsTest {

    private static final String AUTH = "{\"type\":\"auth\",\"ref\":\"r1\",\"token\":\"fresh\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();
    private Session session;

    @BeforeEach
    void connect() {
        session = fixture.ready("alice", socket, SessionFixture.GROUP);
        socket.frames.clear();
    }

    @ParameterizedTest
    @CsvSource({"SUSPENDED, SUSPENDED, 4403", "SIGNED_OUT, SIGNED_OUT, 4403", "KEY_WITHDRAWN, KEY_WITHDRAWN, 4401"})
    void shouldEndASessionAtTheNextSweepWhenItsTokenIsEnded(Cause cause, CloseReason reason, int code) {
        // When
        fixture.cutoffs.end(cause, credential -> credential.user().value().equals("alice"));
        fixture.pass(session, Duration.ofMillis(250));

        // Then
        assertThat(socket.closed).isEqualTo(reason);
        assertThat(reason.code()).isEqualTo(code);
    }

    @Test
    void shouldTakeNoCommandWhenTheSessionWasCutOffAndTheSocketIsHeld() {
        // Given
        fixture.cutoffs.end(Cause.SUSPENDED, credential -> true);
        fixture.pass(session, Duration.ofMillis(250));

        // When
        fixture.receive(session, SessionFixture.command("send", "\"content\":\"still here\""));

        // Then
        assertThat(fixture.commands.values()).isEmpty();
        assertThat(socket.frames).isEmpty();
    }

    @Test
    void shouldLeaveOthersAloneWhenSomebodyIsCutOff() {
        // When
        fixture.cutoffs.end(
                Cause.SUSPENDED, credential -> credential.user().value().equals("bob"));
        fixture.pass(session, Duration.ofMillis(250));

        // Then
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldEndASessionWhenItsTokenWasEndedBetweenHandshakeAndBeginning() {
        // Given
        fixture.cutoffs.end(Cause.SIGNED_OUT, credential -> true);
        FakeSocket late = new FakeSocket();
        Session begun = fixture.connect("carol", late);

        // When
        fixture.pass(begun, Duration.ofMillis(250));

        // Then
        assertThat(late.closed).isEqualTo(CloseReason.SIGNED_OUT);
    }

    @Test
    void shouldRefuseAFreshTokenAndLiveOnWhenThatTokenIsEnded() {
        // Given
        fixture.tokens.put(
                "fresh", CompletableFuture.completedFuture(Credentials.accepted("alice", EXPIRY.plusSeconds(60))));
        fixture.cutoffs.end(
                Cause.SIGNED_OUT, credential -> credential.expiresAt().isAfter(EXPIRY));

        // When
        fixture.receive(session, AUTH);
        fixture.pass(session, Duration.ofMillis(250));

        // Then
        assertThat(socket.last().path("code").asText()).isEqualTo("forbidden");
        assertThat(socket.last().path("message").asText()).contains("signed out by an operator");
        assertThat(socket.closed).isNull();
        fixture.pass(session, Duration.ZERO, EXPIRY);
        assertThat(socket.closed).isEqualTo(CloseReason.TOKEN_EXPIRED);
    }

    @Test
    void shouldGoByTheTokenThatExtendedTheSessionLastWhenAnEarlierOneIsEnded() {
        // Given
        fixture.tokens.put(
                "fresh", CompletableFuture.completedFuture(Credentials.accepted("alice", EXPIRY.plusSeconds(60))));
        fixture.receive(session, AUTH);

        // When
        fixture.cutoffs.end(
                Cause.SIGNED_OUT, credential -> credential.expiresAt().equals(EXPIRY));
        fixture.pass(session, Duration.ofMillis(250));

        // Then
        assertThat(socket.closed).isNull();
    }

    @Test
    void shouldEndASessionWhenItHasLastedAsLongAsOneMay() {
        // Given
        fixture.tokens.put(
                "fresh",
                CompletableFuture.completedFuture(Credentials.accepted("alice", EXPIRY.plus(Duration.ofDays(30)))));
        fixture.receive(session, AUTH);
        fixture.nanos +=
                LONGEST_SESSION.multipliedBy(9).dividedBy(10).minusMillis(2).toNanos();
        session.liveness().heard(fixture.nanos);

        // When
        fixture.pass(session, Duration.ofMillis(1));
        CloseReason before = socket.closed;
        fixture.nanos += LONGEST_SESSION.dividedBy(10).toNanos();
        session.liveness().heard(fixture.nanos);
        fixture.pass(session, Duration.ofMillis(1));

        // Then
        assertThat(before).isNull();
        assertThat(socket.closed).isEqualTo(CloseReason.SESSION_TOO_OLD);
    }
}
