package io.parley.topologies.testkit;

import io.parley.avro.Delivery;
import io.parley.schemas.GatewayId;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Connects the applications of a pipeline like topics: each written record goes to its readers, until there is nothing
 * more to read.
 */
final class Wires {

    private final Topics topics;
    private final TopicLog log;
    private final Collection<Stage> stages;
    private final List<SessionView> sessions = new ArrayList<>();

    /**
     * A record on its way.
     *
     * @param writer null if it is from outside
     */
    private record Leg(Stage writer, Piped piped) {}

    /** @param stages a live view of the present stages */
    Wires(Topics topics, TopicLog log, Collection<Stage> stages) {
        this.topics = topics;
        this.log = log;
        this.stages = stages;
    }

    void add(SessionView session) {
        sessions.add(session);
    }

    void remove(SessionView session) {
        sessions.remove(session);
    }

    /** Removes the gateway's sessions. */
    void removeAll(String gatewayId) {
        sessions.removeIf(session -> session.gatewayId().equals(gatewayId));
    }

    /** Carries a record from outside, and all resulting records. */
    void carry(Piped written, Instant now) {
        carry(new ArrayDeque<>(List.of(new Leg(null, written))), now);
    }

    /** Carries an application's own output, and all resulting records. */
    void carry(Stage writer, List<Piped> written, Instant now) {
        Deque<Leg> legs = new ArrayDeque<>();
        written.forEach(piped -> legs.addLast(new Leg(writer, piped)));
        carry(legs, now);
    }

    /** Shows aborted output to those who read ahead of the commit; carries the results. */
    void show(List<Piped> aborted, Instant now) {
        for (Piped piped : aborted) {
            Piped stamped = log.stamped(piped, now);
            for (Stage stage : stages) {
                if (stage.readsAhead(stamped.topic())) {
                    stage.give(stamped);
                    carry(stage, stage.written(), now);
                }
            }
        }
    }

    private void carry(Deque<Leg> legs, Instant now) {
        while (!legs.isEmpty()) {
            Leg leg = legs.removeFirst();
            Piped appended = log.append(leg.piped(), now);
            hand(appended);
            for (Stage stage : stages) {
                // An application's tasks pass the records on that they write to its own input topics.
                if (stage != leg.writer() && stage.reads(appended.topic())) {
                    stage.give(appended);
                    stage.written().forEach(more -> legs.addLast(new Leg(stage, more)));
                }
            }
        }
    }

    private void hand(Piped appended) {
        for (SessionView session : sessions) {
            Topic<Delivery> topic = topics.deliveries(new GatewayId(session.gatewayId()));
            if (topic.name().equals(appended.topic())) {
                session.hand(log.decode(topic, appended.record()).getBody());
            }
        }
    }
}
