package io.parley.connectors.redis;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.connectors.redis.RedisLayout.Holder;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.sink.SinkRecord;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Turns records into changes of the view.
 *
 * <p>A lease counts from its log time, by this machine's clock, not from its reading: a lease that is read again (after
 * a rebalance, or for a Redis that was down or came back empty) would otherwise revive a gateway that is long gone. So
 * the clocks of brokers and workers must agree to well under the lease time.
 */
final class ViewRecords {

    private final Topics topics;
    private final RedisLayout layout;
    private final Duration leaseTime;
    private final GatewayEpochs epochs;
    private final Clock clock;
    private final Deserializer<SessionChange> sessions;
    private final Deserializer<PresenceChange> presence;
    private final Deserializer<GatewayChange> gateways;

    ViewRecords(
            Topics topics,
            AvroSerdes serdes,
            RedisLayout layout,
            Duration leaseTime,
            GatewayEpochs epochs,
            Clock clock) {
        this.topics = topics;
        this.layout = layout;
        this.leaseTime = leaseTime;
        this.epochs = epochs;
        this.clock = clock;
        this.sessions = serdes.value(topics.sessions()).deserializer();
        this.presence = serdes.value(topics.presence()).deserializer();
        this.gateways = serdes.value(topics.gateways()).deserializer();
    }

    /**
     * Returns the changes by a record, in order.
     *
     * @throws SerializationException if it can never be read
     * @throws io.parley.schemas.RegistryUnavailableException if the registry doesn't answer
     */
    List<RedisChange> changes(SinkRecord record) {
        byte[] value = (byte[]) record.value();
        if (record.topic().equals(topics.sessions().name())) {
            return value == null ? List.of() : of(sessions.deserialize(record.topic(), value));
        } else if (record.topic().equals(topics.presence().name())) {
            return value == null
                    ? List.of(offline((String) record.key()))
                    : of(presence.deserialize(record.topic(), value));
        } else if (record.topic().equals(topics.gateways().name())) {
            return value == null ? List.of() : of(gateways.deserialize(record.topic(), value), record.timestamp());
        }
        throw new SerializationException("nothing of this sink's is in topic " + record.topic());
    }

    List<RedisChange> of(SessionChange change) {
        String key = layout.connections(change.getUserId());
        String field = layout.session(change.getUserId(), change.getSessionId());
        if (change.getChange() == SessionState.DISCONNECTED) {
            return List.of(new RedisChange.RemoveField(key, field));
        }
        Holder holder = new Holder(change.getGatewayId(), change.getEpoch());
        return List.of(new RedisChange.SetField(key, field, holder.toString()));
    }

    List<RedisChange> of(PresenceChange change) {
        if (change.getStatus() == PresenceStatus.OFFLINE) {
            return List.of(offline(change.getUserId()));
        }
        String status = change.getStatus().name().toLowerCase(Locale.ROOT);
        return List.of(new RedisChange.SetField(layout.online(change.getUserId()), change.getUserId(), status));
    }

    /** @param loggedAt when the log took the change, in ms; null if unknown, which counts as now */
    List<RedisChange> of(GatewayChange change, Long loggedAt) {
        String key = layout.gateway(change.getGatewayId());
        if (change.getBody() instanceof Lease lease) {
            Duration life = loggedAt == null ? leaseTime : lifeLeft(loggedAt);
            return epochs.renew(change.getGatewayId(), lease.getEpoch()) && life.toMillis() > 0
                    ? List.of(new RedisChange.Renew(key, Long.toString(lease.getEpoch()), life))
                    : List.of();
        } else if (change.getBody() instanceof Lost lost) {
            epochs.end(change.getGatewayId(), lost.getEpoch());
            return List.of(new RedisChange.End(key, lost.getEpoch()));
        }
        return List.of();
    }

    private Duration lifeLeft(long loggedAt) {
        Duration left = leaseTime.minusMillis(clock.millis() - loggedAt);
        return left.compareTo(leaseTime) < 0 ? left : leaseTime;
    }

    private RedisChange offline(String userId) {
        return new RedisChange.RemoveField(layout.online(userId), userId);
    }
}
