package io.parley.connectors.redis;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Tick;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ViewRecordsTest {

    private static final Duration LEASE_TIME = Duration.ofSeconds(3);
    private static final long NOW = 1_800_000_000_000L;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
    private final RedisLayout layout = new RedisLayout("p:", 1024);
    private final ViewRecords view = new ViewRecords(
            topics, serdes, layout, LEASE_TIME, new GatewayEpochs(), Clock.fixed(Instant.ofEpochMilli(NOW), UTC));

    @Test
    void shouldSetFieldWhenSessionBegins() {
        // When
        List<RedisChange> changes = changes(topics.sessions(), "alice", session(SessionState.CONNECTED));

        // Then
        assertThat(changes).containsExactly(new RedisChange.SetField("p:connections:405", "alice s-1", "gw-1:17"));
    }

    @Test
    void shouldRemoveFieldWhenSessionEnds() {
        // When
        List<RedisChange> changes = changes(topics.sessions(), "alice", session(SessionState.DISCONNECTED));

        // Then
        assertThat(changes).containsExactly(new RedisChange.RemoveField(layout.connections("alice"), "alice s-1"));
    }

    @Test
    void shouldTellWhoIsOnlineWhenPresenceChanges() {
        // Given
        String key = layout.online("alice");

        // When // Then
        assertThat(changes(
                        topics.presence(),
                        "alice",
                        new PresenceChange("alice", PresenceStatus.ONLINE, null, List.of())))
                .containsExactly(new RedisChange.SetField(key, "alice", "online"));
        assertThat(changes(
                        topics.presence(), "alice", new PresenceChange("alice", PresenceStatus.AWAY, null, List.of())))
                .containsExactly(new RedisChange.SetField(key, "alice", "away"));
        assertThat(changes(
                        topics.presence(),
                        "alice",
                        new PresenceChange("alice", PresenceStatus.OFFLINE, null, List.of())))
                .containsExactly(new RedisChange.RemoveField(key, "alice"));
        assertThat(changes(topics.presence(), "alice", null))
                .containsExactly(new RedisChange.RemoveField(key, "alice"));
    }

    @Test
    void shouldRenewGatewayWhenItsLeaseIsRenewed() {
        // When // Then
        assertThat(gateway(new Lease(17L))).containsExactly(new RedisChange.Renew("p:gateway:gw-1", "17", LEASE_TIME));
        assertThat(gateway(new Tick())).isEmpty();
    }

    @Test
    void shouldNotReviveGatewayWhenEpochHasEnded() {
        // Given
        gateway(new Lease(17L));

        // When
        List<RedisChange> lost = gateway(new Lost(17L));
        List<RedisChange> late = gateway(new Lease(17L));
        List<RedisChange> anew = gateway(new Lease(18L));

        // Then
        assertThat(lost).containsExactly(new RedisChange.End("p:gateway:gw-1", 17));
        assertThat(late).isEmpty();
        assertThat(anew).containsExactly(new RedisChange.Renew("p:gateway:gw-1", "18", LEASE_TIME));
        assertThat(gateway(new Lease(17L))).isEmpty();
    }

    @Test
    void shouldCountLeaseFromWhenTheLogTookIt() {
        // When
        List<RedisChange> late = gateway(new Lease(17L), NOW - 2_000);
        List<RedisChange> tooLate = gateway(new Lease(17L), NOW - 3_000);
        List<RedisChange> byAnotherClock = gateway(new Lease(17L), NOW + 2_000);

        // Then
        assertThat(late).containsExactly(new RedisChange.Renew("p:gateway:gw-1", "17", Duration.ofSeconds(1)));
        assertThat(tooLate).isEmpty();
        assertThat(byAnotherClock).containsExactly(new RedisChange.Renew("p:gateway:gw-1", "17", LEASE_TIME));
    }

    @Test
    void shouldRefuseWhenRecordCannotBeRead() {
        // Given
        byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);
        SinkRecord record = new SinkRecord(topics.sessions().name(), 0, null, null, null, poison, 1);

        // When // Then
        assertThatThrownBy(() -> view.changes(record)).isInstanceOf(SerializationException.class);
    }

    private List<RedisChange> gateway(Object body) {
        return gateway(body, NOW);
    }

    private List<RedisChange> gateway(Object body, long loggedAt) {
        return changes(topics.gateways(), "gw-1", new GatewayChange("gw-1", body), loggedAt);
    }

    private <V extends SpecificRecord> List<RedisChange> changes(Topic<V> topic, String key, V value) {
        return changes(topic, key, value, NOW);
    }

    private <V extends SpecificRecord> List<RedisChange> changes(Topic<V> topic, String key, V value, long loggedAt) {
        return view.changes(new SinkRecord(
                topic.name(),
                0,
                null,
                key,
                null,
                serdes.value(topic).serializer().serialize(topic.name(), value),
                1,
                loggedAt,
                TimestampType.LOG_APPEND_TIME));
    }

    private static SessionChange session(SessionState state) {
        return new SessionChange("alice", "s-1", "gw-1", 17L, null, state, true);
    }
}
