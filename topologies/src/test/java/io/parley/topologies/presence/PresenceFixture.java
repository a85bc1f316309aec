package io.parley.topologies.presence;

import io.parley.avro.Delivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.PresenceChange;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Watch;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The presence topology on the test driver. The log's clock and the wall clock are one here: time passes by {@link
 * #pass}, in which the gateways that are kept alive renew their leases.
 */
final class PresenceFixture implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** One, since the test driver has one task: it would hear a broadcast once for each partition. */
    private static final int USER_PARTITIONS = 1;

    private static final Duration STEP = Duration.ofMillis(500);
    private final Topics topics =
            new Topics(new CatalogueConfig("test.", 4, USER_PARTITIONS, (short) 1, Duration.ofDays(1)));
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Map<String, Long> alive = new TreeMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final TopologyFixture fixture = new TopologyFixture(
            topics,
            registry,
            (catalogue, serdes) -> PresenceTopology.build(catalogue, serdes, PresenceConfig.standard()),
            Map.of(),
            START);
    private Instant now = START;
    private Instant wallClock = START;

    /** A verdict, and when it was in the log. */
    record Verdict(String gatewayId, long epoch, Instant at) {}

    /** A new process, over what the old one logged of its state. */
    void restart() {
        fixture.restart(now);
        wallClock = now;
    }

    /** Commits: records logged so far survive each {@link #crash}. */
    void commit() {
        fixture.commit();
    }

    /** As {@link #restart}, but each store has kept only a part of what was logged since the last commit. */
    void crash(Random random) {
        fixture.crash(random, now);
        wallClock = now;
    }

    /** From now on the gateway renews its lease each second. */
    void live(String gatewayId, long epoch) {
        alive.put(gatewayId, epoch);
        lease(gatewayId, epoch);
    }

    /** From now on it doesn't. */
    void die(String gatewayId) {
        alive.remove(gatewayId);
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            step(true);
        }
    }

    /** Time in which this application stands still and the gateways write on, so that it finds a backlog after it. */
    void stall(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            step(false);
        }
    }

    /** Time in which the log takes nothing. */
    void freeze(Duration time) {
        now = now.plus(time);
    }

    private void step(boolean ticks) {
        now = now.plus(STEP);
        if (Duration.between(START, now).toMillis() % 1_000 == 0) {
            alive.forEach(this::lease);
        }
        if (ticks) {
            fixture.driver().advanceWallClockTime(Duration.between(wallClock, now));
            wallClock = now;
        }
    }

    void lease(String gatewayId, long epoch) {
        put(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lease(epoch)));
    }

    void lost(String gatewayId, long epoch) {
        put(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lost(epoch)));
    }

    void session(String userId, String sessionId, String gatewayId, long epoch, SessionState state) {
        put(topics.sessions(), userId, new SessionChange(userId, sessionId, gatewayId, epoch, null, state, true));
    }

    void connect(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.CONNECTED);
    }

    void watch(String userId, String gatewayId, long epoch, boolean watching) {
        put(topics.watches(), userId, new Watch(userId, gatewayId, epoch, watching));
    }

    <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        fixture.input(topic).pipeInput(key, value, now);
    }

    Topics topics() {
        return topics;
    }

    Instant now() {
        return now;
    }

    /** The verdicts in the log so far. */
    List<Verdict> verdicts() {
        fixture.output(topics.gateways()).readRecordsToList().forEach(record -> {
            if (record.value().getBody() instanceof Lost lost) {
                verdicts.add(new Verdict(record.key(), lost.getEpoch(), record.getRecordTime()));
            }
        });
        return verdicts;
    }

    /** The status changes for the record that were not read yet. */
    List<PresenceChange> changes() {
        return fixture.output(topics.presence()).readValuesToList();
    }

    /** The unread statuses of a gateway, as {@code ann ONLINE}. */
    List<String> delivered(String gatewayId) {
        return deliveredChanges(gatewayId).stream()
                .map(change -> change.getUserId() + " " + change.getStatus())
                .toList();
    }

    /** Like {@link #delivered}, as records. */
    List<PresenceChange> deliveredChanges(String gatewayId) {
        return fixture.output(topics.deliveries(new GatewayId(gatewayId))).readValuesToList().stream()
                .map(Delivery::getBody)
                .map(PresenceChange.class::cast)
                .toList();
    }

    <V> KeyValueStore<String, V> store(String name) {
        return fixture.store(name);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
