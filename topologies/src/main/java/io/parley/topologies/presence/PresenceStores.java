package io.parley.topologies.presence;

import io.parley.avro.GatewayEnded;
import io.parley.avro.internal.PresenceState;
import io.parley.avro.internal.Watcher;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.GatewayUsers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores the sessions and watches of a partition's users, found by user and by gateway.
 *
 * <p>A repeat writes everything again: after a crash one of the stores may contain the first time and the other not.
 */
final class PresenceStores {

    private final KeyValueStore<String, PresenceState> users;
    private final GatewayUsers gatewayUsers;
    private final EndedEpochs endedEpochs;

    private PresenceStores(
            KeyValueStore<String, PresenceState> users, GatewayUsers gatewayUsers, EndedEpochs endedEpochs) {
        this.users = users;
        this.gatewayUsers = gatewayUsers;
        this.endedEpochs = endedEpochs;
    }

    /** Adds the stores and returns their names. */
    static String[] addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.USERS), Serdes.String(), serdes.value(PresenceState.class)));
        builder.addStateStore(GatewayUsers.store());
        builder.addStateStore(EndedEpochs.store());
        return new String[] {Names.USERS, GatewayUsers.STORE, EndedEpochs.STORE};
    }

    static PresenceStores in(ProcessorContext<?, ?> context) {
        return new PresenceStores(
                context.getStateStore(Names.USERS), GatewayUsers.in(context), EndedEpochs.in(context));
    }

    boolean isEnded(String gatewayId, long epoch) {
        return endedEpochs.isEnded(gatewayId, epoch);
    }

    /**
     * Reads a user, without the watches of ended epochs: after a crash a watch may be stored without the entry that
     * leads to it, so that the epoch's end skipped the user. The next change removes it from the row.
     */
    UserPresence of(String userId) {
        return stored(userId).watchedOnlyBy(this::isLive);
    }

    /** Like {@link #of}, but with all rows of this gateway that are about to end. */
    private UserPresence beforeTheEnd(String userId, String gatewayId) {
        return stored(userId).watchedOnlyBy(watcher -> watcher.getGatewayId().equals(gatewayId) || isLive(watcher));
    }

    private UserPresence stored(String userId) {
        return UserPresence.of(users.get(userId));
    }

    private boolean isLive(Watcher watcher) {
        return !isEnded(watcher.getGatewayId(), watcher.getEpoch());
    }

    /** Stores a user whose sessions or watches on this gateway changed. */
    void put(String userId, UserPresence presence, String gatewayId) {
        put(userId, presence);
        if (presence.isOn(gatewayId)) {
            gatewayUsers.add(gatewayId, userId);
        } else {
            gatewayUsers.removeUnlessEnded(gatewayId, userId);
        }
    }

    /**
     * Ends a user's remaining rows under an ended epoch of a gateway. After a crash the row may be stored without the
     * entry that leads to it, so that the end skipped the user. Returns the status to publish, if any.
     */
    Optional<PresenceNews> endLeftOver(String userId, String gatewayId, long epoch, Instant at) {
        UserPresence before = beforeTheEnd(userId, gatewayId);
        UserPresence after = before.end(gatewayId, epoch, at);
        if (after.equals(before)) {
            return Optional.empty();
        }
        put(userId, after);
        return PresenceNews.between(before, after, userId);
    }

    /** Ends a gateway's rows; returns the status of each affected user. */
    List<PresenceNews> end(GatewayEnded ended, Instant at) {
        String gatewayId = ended.getGatewayId();
        endedEpochs.end(gatewayId, ended.getUpToEpoch());
        List<PresenceNews> news = new ArrayList<>();
        for (GatewayUsers.Entry entry : gatewayUsers.of(gatewayId)) {
            String userId = entry.userId();
            GatewayEnd end = GatewayEnd.of(entry, beforeTheEnd(userId, gatewayId), ended, at);
            put(userId, end.after());
            gatewayUsers.take(end.entry(), gatewayId, userId, at);
            end.news().ifPresent(news::add);
        }
        return news;
    }

    private void put(String userId, UserPresence presence) {
        if (presence.equals(UserPresence.NEVER_SEEN)) {
            users.delete(userId);
        } else {
            users.put(userId, presence.toState());
        }
    }
}
