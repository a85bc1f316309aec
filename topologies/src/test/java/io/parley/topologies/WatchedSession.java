package io.parley.topologies;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Removed;
import io.parley.topologies.testkit.EveryEventOnce;
import io.parley.topologies.testkit.ExactHandOver;
import io.parley.topologies.testkit.NothingAfterRemoval;
import io.parley.topologies.testkit.SessionView;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** A session, and what is to hold for it. */
final class WatchedSession {

    private final SessionView session;
    private final ExactHandOver handOver;
    private final EveryEventOnce everyEvent;
    private final NothingAfterRemoval removal;
    private final Map<String, TreeMap<Long, Boolean>> memberFrom = new HashMap<>();
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
        String user = session.userId();
        Object body = event.getBody();
        if (body instanceof Created created) {
            turn(
                    event,
                    created.getMembers().stream()
                            .anyMatch(member -> member.getUserId().equals(user)));
        } else if (body instanceof Added added && added.getMembers().contains(user)) {
            turn(event, true);
        } else if (body instanceof Removed removed && removed.getMembers().contains(user)) {
            turn(event, false);
        }
    }

    private void turn(Event event, boolean member) {
        memberFrom
                .computeIfAbsent(event.getConversationId(), id -> new TreeMap<>())
                .put(event.getSequence(), member);
    }

    /** Checks the deliveries since the last call. */
    void check() {
        List<Object> delivered = session.delivered();
        for (Object body : delivered.subList(checked, delivered.size())) {
            handOver.check(body);
            everyEvent.check(body);
            if (body instanceof OpenedDelivery opened) {
                check(opened);
            } else {
                removal.check(body);
            }
        }
        checked = delivered.size();
    }

    /** Checks that all members by the head are listed, and nobody else. */
    private void check(OpenedDelivery opened) {
        String conversationId = opened.getConversationId();
        assertThat(isMemberAt(conversationId, opened.getHead()))
                .as("%s is a member: %s", session.userId(), opened)
                .isTrue();
    }

    private boolean isMemberAt(String conversationId, long sequence) {
        Map.Entry<Long, Boolean> last =
                memberFrom.getOrDefault(conversationId, new TreeMap<>()).floorEntry(sequence);
        return last != null && last.getValue();
    }

    /** Whether nothing is lacking, now that all is quiet. */
    void checkComplete() {
        assertThat(handOver.isReady())
                .as("the inbox of %s", session.sessionId())
                .isTrue();
        everyEvent.checkComplete();
    }
}
