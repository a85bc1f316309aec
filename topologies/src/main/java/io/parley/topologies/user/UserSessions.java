package io.parley.topologies.user;

import io.parley.avro.internal.LiveSession;
import io.parley.avro.internal.SessionsState;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sessions of a user. Immutable; a change without effect returns an equal value. */
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

    /** Adds this session; replaces one of the same id, since a gateway announces it again under a new epoch. */
    UserSessions connect(LiveSession session) {
        boolean known = sessions.stream().anyMatch(one -> one.getSessionId().equals(session.getSessionId()));
        return new UserSessions(
                known
                        ? sessions.stream()
                                .map(one -> one.getSessionId().equals(session.getSessionId()) ? session : one)
                                .toList()
                        : Stream.concat(sessions.stream(), Stream.of(session)).toList());
    }

    /** Removes this session, unless it was announced again under a later epoch. */
    UserSessions disconnect(String sessionId, long epoch) {
        return without(known -> known.getSessionId().equals(sessionId) && known.getEpoch() <= epoch);
    }

    /** Removes a gateway's sessions under this epoch or an earlier one. */
    UserSessions end(String gatewayId, long upToEpoch) {
        return without(known -> known.getGatewayId().equals(gatewayId) && known.getEpoch() <= upToEpoch);
    }

    boolean isOn(String gatewayId) {
        return sessions.stream().anyMatch(known -> known.getGatewayId().equals(gatewayId));
    }

    /** The gateways that have a session of the user, each once. */
    List<String> gatewayIds() {
        return sessions.size() == 1
                ? List.of(sessions.get(0).getGatewayId())
                : sessions.stream().map(LiveSession::getGatewayId).distinct().toList();
    }

    /** Whether a session got only the newest conversations of its user. */
    boolean isPaged() {
        for (LiveSession session : sessions) {
            if (session.getListedTo() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The gateways with a session that may not know a conversation, each once.
     *
     * @param place of the conversation before what happens now; null: any, since it may be ahead of what they know
     */
    List<String> untoldGatewayIds(Activity place) {
        return sessions.stream()
                .filter(session -> session.getListedTo() != null
                        && (place == null || place.isBehind(Activity.of(session.getListedTo()))))
                .map(LiveSession::getGatewayId)
                .distinct()
                .toList();
    }

    private UserSessions without(Predicate<LiveSession> gone) {
        return sessions.stream().noneMatch(gone)
                ? this
                : new UserSessions(sessions.stream().filter(gone.negate()).toList());
    }
}
