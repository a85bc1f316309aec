package io.parley.topologies.presence;

import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.internal.PresenceState;
import io.parley.avro.internal.PresentSession;
import io.parley.avro.internal.Watcher;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A user's sessions, and the gateways that watch the user. Immutable; a change without effect returns an equal value.
 *
 * @param lastSeenAt when the last session ended, by the log's clock; null while one is up, or if there was none
 */
record UserPresence(List<PresentSession> sessions, List<Watcher> watchers, Instant lastSeenAt) {

    static final UserPresence NEVER_SEEN = new UserPresence(List.of(), List.of(), null);

    UserPresence {
        sessions = List.copyOf(sessions);
        watchers = List.copyOf(watchers);
    }

    static UserPresence of(PresenceState state) {
        return state == null
                ? NEVER_SEEN
                : new UserPresence(state.getSessions(), state.getWatchers(), state.getLastSeenAt());
    }

    PresenceState toState() {
        return new PresenceState(sessions, watchers, lastSeenAt);
    }

    /** The status: online if any session is, away if all are. */
    PresenceStatus status() {
        if (sessions.isEmpty()) {
            return PresenceStatus.OFFLINE;
        }
        return sessions.stream().allMatch(PresentSession::getAway) ? PresenceStatus.AWAY : PresenceStatus.ONLINE;
    }

    /**
     * Returns the status as others see it: rounded to the minute, which is enough for them and reveals less of the
     * user.
     */
    PresenceChange change(String userId) {
        Instant minute = lastSeenAt == null ? null : lastSeenAt.truncatedTo(ChronoUnit.MINUTES);
        return new PresenceChange(userId, status(), minute, List.of());
    }

    List<String> watcherIds() {
        return watchers.stream().map(Watcher::getGatewayId).toList();
    }

    boolean hasSessionOn(String gatewayId) {
        return sessions.stream().anyMatch(session -> session.getGatewayId().equals(gatewayId));
    }

    boolean isOn(String gatewayId) {
        return hasSessionOn(gatewayId) || watcherIds().contains(gatewayId);
    }

    /** Adds a session, online at first; replaces one of the same id, since a new epoch announces it again. */
    UserPresence connect(String sessionId, String gatewayId, long epoch) {
        if (sessions.stream().anyMatch(session -> isSame(session, sessionId, gatewayId, epoch))) {
            return this;
        }
        List<PresentSession> others =
                without(sessions, session -> session.getSessionId().equals(sessionId));
        return new UserPresence(with(others, new PresentSession(sessionId, gatewayId, epoch, false)), watchers, null);
    }

    /** Marks this session as away or online; an unknown one changes nothing. */
    UserPresence turn(String sessionId, boolean away) {
        return new UserPresence(
                sessions.stream()
                        .map(session -> session.getSessionId().equals(sessionId)
                                ? new PresentSession(sessionId, session.getGatewayId(), session.getEpoch(), away)
                                : session)
                        .toList(),
                watchers,
                lastSeenAt);
    }

    /** Removes this session, unless it was announced again under a later epoch. */
    UserPresence disconnect(String sessionId, long epoch, Instant at) {
        return left(
                without(sessions, session -> session.getSessionId().equals(sessionId) && session.getEpoch() <= epoch),
                watchers,
                at);
    }

    UserPresence watch(String gatewayId, long epoch) {
        boolean known = watchers.stream()
                .anyMatch(watcher -> watcher.getGatewayId().equals(gatewayId) && watcher.getEpoch() >= epoch);
        return known
                ? this
                : new UserPresence(
                        sessions,
                        with(
                                without(
                                        watchers,
                                        watcher -> watcher.getGatewayId().equals(gatewayId)),
                                new Watcher(gatewayId, epoch)),
                        lastSeenAt);
    }

    UserPresence unwatch(String gatewayId, long epoch) {
        return new UserPresence(sessions, without(watchers, watcher -> isOver(watcher, gatewayId, epoch)), lastSeenAt);
    }

    UserPresence watchedOnlyBy(Predicate<Watcher> live) {
        return new UserPresence(sessions, without(watchers, live.negate()), lastSeenAt);
    }

    /** Removes a gateway's sessions and watches under this epoch or an earlier one. */
    UserPresence end(String gatewayId, long upToEpoch, Instant at) {
        return left(
                without(
                        sessions,
                        session -> session.getGatewayId().equals(gatewayId) && session.getEpoch() <= upToEpoch),
                without(watchers, watcher -> isOver(watcher, gatewayId, upToEpoch)),
                at);
    }

    private UserPresence left(List<PresentSession> stay, List<Watcher> watching, Instant at) {
        boolean wasLast = stay.isEmpty() && !sessions.isEmpty();
        return new UserPresence(stay, watching, wasLast ? at : lastSeenAt);
    }

    private static boolean isSame(PresentSession session, String sessionId, String gatewayId, long epoch) {
        return session.getSessionId().equals(sessionId)
                && session.getGatewayId().equals(gatewayId)
                && session.getEpoch() == epoch;
    }

    private static boolean isOver(Watcher watcher, String gatewayId, long upToEpoch) {
        return watcher.getGatewayId().equals(gatewayId) && watcher.getEpoch() <= upToEpoch;
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }

    private static <T> List<T> with(List<T> all, T one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }
}
