package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The last status that a gateway got of a watched user is that of the user's live sessions: online if one is, away if
 * all are, else offline. It gets nothing of a user that it doesn't watch. Repeats are allowed, and after a crash those
 * of uncommitted statuses.
 *
 * <pre>
 *  valid:    watch OFFLINE, connect ONLINE, away AWAY, end of the gateway OFFLINE OFFLINE
 *  invalid:  watch (nothing) · watch OFFLINE, connect (nothing) · unwatch, connect ONLINE
 * </pre>
 */
final class LastWordIsTrue {

    private final Map<String, Map<String, Session>> sessions = new TreeMap<>();
    private final Map<Watch, Long> watches = new HashMap<>();
    private final Set<Watch> lately = new HashSet<>();
    private final Map<Watch, PresenceStatus> delivered = new HashMap<>();

    private record Session(String gatewayId, long epoch, boolean away) {}

    private record Watch(String gatewayId, String userId) {}

    void connect(String userId, String sessionId, String gatewayId, long epoch) {
        sessions.computeIfAbsent(userId, id -> new TreeMap<>()).put(sessionId, new Session(gatewayId, epoch, false));
    }

    void turn(String userId, String sessionId, boolean away) {
        sessions.get(userId)
                .computeIfPresent(sessionId, (id, known) -> new Session(known.gatewayId(), known.epoch(), away));
    }

    void disconnect(String userId, String sessionId) {
        sessions.get(userId).remove(sessionId);
    }

    void watch(String userId, String gatewayId, long epoch) {
        watches.put(new Watch(gatewayId, userId), epoch);
        lately.add(new Watch(gatewayId, userId));
    }

    void unwatch(String userId, String gatewayId) {
        watches.remove(new Watch(gatewayId, userId));
    }

    /** A gateway's epochs up to this one are over. */
    void end(String gatewayId, long upToEpoch) {
        sessions.values()
                .forEach(ofUser -> ofUser.values()
                        .removeIf(session -> session.gatewayId().equals(gatewayId) && session.epoch() <= upToEpoch));
        watches.entrySet()
                .removeIf(entry -> entry.getKey().gatewayId().equals(gatewayId) && entry.getValue() <= upToEpoch);
    }

    /** Earlier statuses aren't repeated after this, by any crash. */
    void commit() {
        lately.clear();
        lately.addAll(watches.keySet());
    }

    /**
     * Checks the next status for a gateway; it may be lost on the way.
     *
     * @param again whether it is sent while records are processed again
     */
    void check(String gatewayId, PresenceChange change, boolean again) {
        Watch watch = new Watch(gatewayId, change.getUserId());
        assertThat(again ? lately : watches.keySet())
                .as("%s gets %s", gatewayId, change)
                .contains(watch);
    }

    /** It has come to the gateway. */
    void arrived(String gatewayId, PresenceChange change) {
        delivered.put(new Watch(gatewayId, change.getUserId()), change.getStatus());
    }

    /** Whether everybody knows how it is, now that all is quiet. */
    void checkComplete() {
        watches.keySet()
                .forEach(watch -> assertThat(delivered.get(watch))
                        .as("what %s knows of %s", watch.gatewayId(), watch.userId())
                        .isEqualTo(status(watch.userId())));
    }

    private PresenceStatus status(String userId) {
        Map<String, Session> living = sessions.getOrDefault(userId, Map.of());
        if (living.isEmpty()) {
            return PresenceStatus.OFFLINE;
        }
        return living.values().stream().allMatch(Session::away) ? PresenceStatus.AWAY : PresenceStatus.ONLINE;
    }
}
