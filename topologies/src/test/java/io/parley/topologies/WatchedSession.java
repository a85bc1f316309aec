package io.parley.topologies;

import io.parley.avro.Event;
import io.parley.topologies.testkit.EveryEventOnce;
import io.parley.topologies.testkit.ExactHandOver;
import io.parley.topologies.testkit.NothingAfterRemoval;
import io.parley.topologies.testkit.SessionView;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A session, and what is to hold for it. */
final class WatchedSession {

    private final SessionView session;
    private final ExactHandOver handOver;
    private final EveryEventOnce everyEvent;
    private final NothingAfterRemoval removal;
    private int checked;

    WatchedSession(SessionView session) {
        this.session = session;
        this.handOver = new ExactHandOver(session.userId(), session.sessionId());
        this.everyEvent = new EveryEventOnce(session.userId(), session.sessionId());
        this.removal = new NothingAfterRemoval(session.userId());
    }

    SessionView session() {
        return session;
    }

    /** Takes the next event of the log. */
    void logged(Event event) {
        everyEvent.logged(event);
    }

    /** Looks at what it was told since the last time. */
    void check() {
        List<Object> told = session.told();
        for (Object body : told.subList(checked, told.size())) {
            handOver.check(body);
            everyEvent.check(body);
            removal.check(body);
        }
        checked = told.size();
    }

    /** Whether nothing is lacking, now that all is quiet. */
    void checkComplete() {
        assertThat(handOver.isReady())
                .as("the inbox of %s", session.sessionId())
                .isTrue();
        everyEvent.checkComplete();
    }
}
