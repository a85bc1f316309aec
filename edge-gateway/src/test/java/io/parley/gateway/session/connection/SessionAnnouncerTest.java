package io.parley.gateway.session.connection;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

class SessionAnnouncerTest {

    private final SessionFixture fixture = new SessionFixture();
    private final FakeSocket socket = new FakeSocket();

    @Test
    void shouldAnnounceAnEndOnceAndRetryWhenTheLogIsAway() {
        // Given
        Session session = fixture.ready("alice", socket);
        fixture.changes.fail(new TimeoutException());

        // When
        fixture.announcer.disconnected(session.identity(), 1, true);
        fixture.changes.fail(null);
        fixture.announcer.retry();
        fixture.announcer.retry();

        // Then
        assertThat(fixture.changes.values())
                .extracting(SessionChange::getChange)
                .containsExactly(SessionState.CONNECTED, SessionState.DISCONNECTED, SessionState.DISCONNECTED);
    }
}
