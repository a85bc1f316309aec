package io.parley.topologies.user;

import io.parley.avro.internal.LiveSession;
import io.parley.avro.internal.SessionsState;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a user is connected. Immutable; what changes nothing gives back an equal one. */
record UserSessions(List<LiveSession> sessions) {

    static final UserSessions NONE = new UserSessions(List.of());

    UserSessions {
        sessions = List.copyOf(sessions);
    }

    static UserSessions of(SessionsState state) {
        return state == null ? NONE : new UserSessions(state.getSessions());
    }

    SessionsState toState() {
        return new SessionsState(sessions);
    }

    /** With this session; one of the same id is replaced, since a gateway announces it again under a new epoch. */
    UserSessions connect(LiveSession session) {
        boolean known = sessions.stream().anyMatch(one -> one.getSessionId().equals(session.getSessionId()));
        return new UserSessions(
                known
                        ? sessions.stream()
                                .map(one -> one.getSessionId().equals(session.getSessionId()) ? session : one)
                                .toList()
                        : Stream.concat(sessions.stream(), Stream.of(session)).toList());
    }

    /** Without this session, unless it was announced again under a later epoch. */
    UserSessions disconnect(String sessionId, long epoch) {
        return without(known -> known.getSessionId().equals(sessionId) && known.getEpoch() <= epoch);
    }

    /** Without the sessions of a gateway under this epoch or an earlier one. */
    UserSessions end(String gatewayId, long upToEpoch) {
        return without(known -> known.getGatewayId().equals(gatewayId) && known.getEpoch() <= upToEpoch);
    }

    boolean isOn(String gatewayId) {
        return sessions.stream().anyMatch(known -> known.getGatewayId().equals(gatewayId));
    }

    /** Each gateway that has a session of the user, once. */
    List<String> gatewayIds() {
        return sessions.size() == 1
                ? List.of(sessions.get(0).getGatewayId())
                : sessions.stream().map(LiveSession::getGatewayId).distinct().toList();
    }

    private UserSessions without(Predicate<LiveSession> gone) {
        return sessions.stream().noneMatch(gone)
                ? this
                : new UserSessions(sessions.stream().filter(gone.negate()).toList());
    }
}
