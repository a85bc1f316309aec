package io.parley.gateway.session;

import io.parley.gateway.session.connection.PauseReason;
import io.parley.gateway.session.connection.SessionLimits;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.LOG_MARK;
import static org.assertj.core.api.Assertions.assertThat;

/** Sessions while more waits for the log than should. */
class FullLogTest {

    private static final String PING = "{\"type\":\"ping\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();

    @Test
    void shouldReadOnWhenTheMarkIsReachedAndNotExceeded() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.pressure.add(LOG_MARK);

        // When
        fixture.receive(session, PING);

        // Then
        assertThat(socket.isReading()).isTrue();
    }

    @Test
    void shouldHandleTheFrameAndReadNoMoreWhenTheLogIsFull() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.pressure.add(LOG_MARK + 1);

        // When
        fixture.receive(session, PING);
        fixture.receive(session, PING);

        // Then
        assertThat(socket.isReading()).isFalse();
        assertThat(socket.types()).endsWith("pong", "pong");
        assertThat(pauses()).isEqualTo(1);
    }

    @Test
    void shouldReadOnWhenThereIsRoomAgain() {
        // Given
        pausedByTheLog();

        // When
        relieve();

        // Then
        assertThat(socket.isReading()).isTrue();
    }

    @Test
    void shouldReadOnWhenTheLogWasFullOnlyUntilTheTurnInWhichItWasSeenEnded() {
        // Given
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.pressure.whenRelieved(() -> fixture.receive(session, PING));
        fixture.pressure.add(LOG_MARK + 1);
        fixture.receive(session, PING);

        // When
        relieve();

        // Then
        assertThat(socket.isReading()).isTrue();
    }

    @Test
    void shouldNotReadOnWhenItStillHasToBeRegistered() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.pressure.add(LOG_MARK + 1);
        IntStream.range(0, SessionLimits.WAITING_FRAMES).forEach(i -> fixture.receive(session, PING));

        // When
        relieve();

        // Then
        assertThat(socket.isReading()).isFalse();
        assertThat(socket.pauses).containsExactly(PauseReason.REGISTRATION);
        fixture.wholeInbox(session, true);
        assertThat(socket.isReading()).isTrue();
    }

    @Test
    void shouldNotReadOnWhenItIsRegisteredWhileTheLogIsFull() {
        // Given
        Session session = fixture.connect("alice", socket);
        fixture.pressure.add(LOG_MARK + 1);
        IntStream.range(0, SessionLimits.WAITING_FRAMES).forEach(i -> fixture.receive(session, PING));

        // When
        fixture.wholeInbox(session, true);

        // Then
        assertThat(socket.isReading()).isFalse();
        relieve();
        assertThat(socket.isReading()).isTrue();
    }

    @Test
    void shouldNotBeGivenUpWhenItIsNotReadForLong() {
        // Given
        Session session = pausedByTheLog();

        // When
        IntStream.range(0, 10).forEach(i -> fixture.pass(session, Duration.ofSeconds(10)));

        // Then
        assertThat(socket.closed).isNull();
    }

    /** A session that is ready, and that has met with a full log. */
    private Session pausedByTheLog() {
        Session session = fixture.ready("alice", socket, GROUP);
        fixture.pressure.add(LOG_MARK + 1);
        fixture.receive(session, PING);
        return session;
    }

    private void relieve() {
        fixture.pressure.remove(LOG_MARK + 1);
        fixture.runLoop();
    }

    private double pauses() {
        return fixture.meters
                .counter("parley.gateway.reading.paused", "reason", "log")
                .count();
    }
}
