package io.parley.topologies.path;

import io.parley.avro.Push;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user with a session gets no new notification. Earlier ones may be corrected, repeated or withdrawn, since other
 * devices show them.
 *
 * <pre>
 *  valid:    push 5, connect, push 5       connect, disconnect, push 5      connect, push -5
 *  invalid:  connect, push 5               push 5, connect, push 6
 * </pre>
 */
final class NoPushForTheConnected {

    private final Map<String, Map<String, Session>> sessions = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();

    private record Session(String gatewayId, long epoch) {}

    void connect(String userId, String sessionId, String gatewayId, long epoch) {
        if (epoch > ended.getOrDefault(gatewayId, 0L)) {
            sessions.computeIfAbsent(userId, id -> new TreeMap<>()).put(sessionId, new Session(gatewayId, epoch));
        }
    }

    void disconnect(String userId, String sessionId, long epoch) {
        sessions.getOrDefault(userId, new TreeMap<>())
                .computeIfPresent(sessionId, (id, session) -> session.epoch() <= epoch ? null : session);
    }

    void end(String gatewayId, long upToEpoch) {
        ended.merge(gatewayId, upToEpoch, Math::max);
        sessions.values()
                .forEach(open -> open.values()
                        .removeIf(session -> session.gatewayId().equals(gatewayId) && session.epoch() <= upToEpoch));
    }

    boolean isConnected(String userId) {
        return !sessions.getOrDefault(userId, Map.of()).isEmpty();
    }

    /** Takes the next push, after the session changes that came before it. */
    void check(Push push) {
        if (push.getSequence() > newest.getOrDefault(key(push), 0L)) {
            assertThat(isConnected(push.getUserId()))
                    .as("a session is there for %s", push)
                    .isFalse();
            allow(push);
        }
    }

    /** Takes the next push, of a user for whom it isn't known whether they have a session. */
    void allow(Push push) {
        newest.merge(key(push), push.getSequence(), Math::max);
    }

    private static String key(Push push) {
        return push.getUserId() + " " + push.getConversationId();
    }
}
