package io.parley.gateway.session;

import io.parley.gateway.metrics.GatewayMetrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the gateway's sessions by user and by id. Thread-safe. */
public final class SessionRegistry {

    private static final Session[] NONE = {};

    private final Map<String, Session[]> byUser = new ConcurrentHashMap<>();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();

    public SessionRegistry(GatewayMetrics metrics) {
        metrics.sessions(byId, Map::size);
    }

    /** Whether there is no session. */
    public boolean isEmpty() {
        return byId.isEmpty();
    }

    void add(Session session) {
        byId.put(session.identity().sessionId(), session);
        byUser.merge(session.identity().user().value(), new Session[] {session}, SessionRegistry::joined);
    }

    void remove(Session session) {
        byId.remove(session.identity().sessionId());
        byUser.computeIfPresent(session.identity().user().value(), (user, sessions) -> without(sessions, session));
    }

    /** The user's sessions; not to be changed. */
    public Session[] ofUser(String userId) {
        return byUser.getOrDefault(userId, NONE);
    }

    /** The session, or null if it isn't here. */
    public Session byId(String sessionId) {
        return byId.get(sessionId);
    }

    Collection<Session> all() {
        return byId.values();
    }

    private static Session[] joined(Session[] some, Session[] more) {
        Session[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static Session[] without(Session[] sessions, Session gone) {
        Session[] rest =
                Arrays.stream(sessions).filter(session -> !session.equals(gone)).toArray(Session[]::new);
        return rest.length == 0 ? null : rest;
    }
}
