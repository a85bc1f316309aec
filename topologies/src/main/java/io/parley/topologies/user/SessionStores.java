package io.parley.topologies.user;

import io.parley.avro.GatewayEnded;
import io.parley.avro.internal.LiveSession;
import io.parley.avro.internal.SessionsState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.GatewayUsers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stores the sessions of a partition's users, found by user and by gateway.
 *
 * <p>A repeat writes everything again: after a crash one of the stores may contain the first time and the other not.
 */
final class SessionStores {

    private final KeyValueStore<String, SessionsState> sessions;
    private final GatewayUsers gatewayUsers;
    private final EndedEpochs endedEpochs;

    private SessionStores(
            KeyValueStore<String, SessionsState> sessions, GatewayUsers gatewayUsers, EndedEpochs endedEpochs) {
        this.sessions = sessions;
        this.gatewayUsers = gatewayUsers;
        this.endedEpochs = endedEpochs;
    }

    /** Adds the stores and returns their names. */
    static String[] addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.SESSIONS), Serdes.String(), serdes.value(SessionsState.class)));
        builder.addStateStore(GatewayUsers.store());
        builder.addStateStore(EndedEpochs.store());
        return new String[] {Names.SESSIONS, GatewayUsers.STORE, EndedEpochs.STORE};
    }

    static SessionStores in(ProcessorContext<?, ?> context) {
        return new SessionStores(
                context.getStateStore(Names.SESSIONS), GatewayUsers.in(context), EndedEpochs.in(context));
    }

    UserSessions of(String userId) {
        return UserSessions.of(sessions.get(userId));
    }

    /**
     * Whether a gateway's epoch has ended. Then also ends the user's sessions under it: after a crash one may be stored
     * without the entry that leads to it, so that the epoch's end skipped the user.
     */
    boolean endsWithItsEpoch(String userId, String gatewayId, long epoch) {
        if (!endedEpochs.isEnded(gatewayId, epoch)) {
            return false;
        }
        put(userId, of(userId).end(gatewayId, epoch));
        return true;
    }

    /** Adds a session of an epoch that has not ended. */
    void connect(String userId, LiveSession session) {
        put(userId, of(userId).connect(session));
        gatewayUsers.add(session.getGatewayId(), userId);
    }

    /** Removes a session, and returns whether the user has none left; a repeat returns the same. */
    boolean disconnect(String userId, LiveSession session) {
        UserSessions left = of(userId).disconnect(session.getSessionId(), session.getEpoch());
        put(userId, left);
        if (!left.isOn(session.getGatewayId())) {
            gatewayUsers.removeUnlessEnded(session.getGatewayId(), userId);
        }
        return left.sessions().isEmpty();
    }

    /**
     * Ends a gateway's sessions. Returns the users who have no session left, with the time of the end; a repeat returns
     * them again.
     */
    Map<String, Instant> end(GatewayEnded ended, Instant at) {
        String gatewayId = ended.getGatewayId();
        endedEpochs.end(gatewayId, ended.getUpToEpoch());
        Map<String, Instant> gone = new LinkedHashMap<>();
        for (GatewayUsers.Entry entry : gatewayUsers.of(gatewayId)) {
            String userId = entry.userId();
            SessionsEnd end = SessionsEnd.of(entry, of(userId), ended, at);
            put(userId, end.left());
            gatewayUsers.take(end.entry(), gatewayId, userId, at);
            end.last().ifPresent(endedAt -> gone.put(userId, endedAt));
        }
        return gone;
    }

    private void put(String userId, UserSessions left) {
        if (left.sessions().isEmpty()) {
            sessions.delete(userId);
        } else {
            sessions.put(userId, left.toState());
        }
    }
}
