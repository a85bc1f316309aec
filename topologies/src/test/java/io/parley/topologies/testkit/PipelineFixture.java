package io.parley.topologies.testkit;

import io.parley.avro.Close;
import io.parley.avro.Command;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.Guarantee;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Runs the whole pipeline without a broker: each application with as many tasks as the catalogue has partitions; their
 * output goes to the tasks that read it, in the partition that its partitioner chose. So records that an application
 * repartitions to a wrong partition don't find their partners here either. A test sends commands and signals and reads
 * the deliveries of each gateway to each session; it may restart an application at any point, and add its own topology.
 *
 * <p>Everything happens within the causing call, in one order. Time advances by a millisecond after each record, and by
 * {@link #pass}. Not safe for use by several threads.
 */
public final class PipelineFixture implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private static final int CONVERSATION_PARTITIONS = 4;
    private static final int USER_PARTITIONS = 3;

    private final Topics topics;
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final TopicLog log;
    private final Wires wires;
    private final Map<String, Long> alive = new TreeMap<>();
    private Instant now = START;

    /** Runs the applications that every installation has, with their defaults. */
    public PipelineFixture() {
        this(Map.of(), Applications.NEEDED.toArray(Application[]::new));
    }

    /**
     * Runs the given applications.
     *
     * @param settings by the names of their keys; each application uses those that it knows
     * @throws IllegalArgumentException if a setting is invalid, as at a start
     */
    public PipelineFixture(Map<String, String> settings, Application... applications) {
        this(USER_PARTITIONS, settings, applications);
    }

    /**
     * Runs applications on a catalogue with several partitions of users.
     *
     * @param settings by the names of their keys; each application uses those that it knows
     * @throws IllegalArgumentException if a setting is invalid, as at a start
     */
    public PipelineFixture(int userPartitions, Map<String, String> settings, Application... applications) {
        topics = new Topics(
                new CatalogueConfig("test.", CONVERSATION_PARTITIONS, userPartitions, (short) 1, Duration.ofDays(7)));
        AvroSerdes serdes = new AvroSerdes(new LocalSchemaRegistry());
        log = new TopicLog(topics, serdes);
        wires = new Wires(topics, log, stages.values());
        Map<String, Integer> partitions = partitions(applications);
        for (Application application : applications) {
            Settings own = application.settingsAmong(settings);
            stages.put(
                    application.name(),
                    new Stage(
                            application.guarantee(),
                            () -> application.topology().build(topics, serdes, own),
                            partitions,
                            now));
        }
    }

    private Map<String, Integer> partitions(Application... applications) {
        Map<String, Integer> partitions = new HashMap<>();
        topics.all().forEach(topic -> partitions.put(topic.name(), topic.partitions()));
        for (Application application : applications) {
            application.ownTopics().apply(topics).forEach(topic -> partitions.put(topic.name(), topic.partitions()));
        }
        return partitions;
    }

    /** The catalogue of the pipeline. */
    public Topics topics() {
        return topics;
    }

    /** The log's time of the next record. */
    public Instant now() {
        return now;
    }

    /** Writes a command, like a gateway. */
    public void send(Command command) {
        put(topics.commands(), command.getConversationId(), command);
    }

    /** Writes a session's signal, such as {@code new Open()}. */
    public void signal(SessionView session, String conversationId, Object body) {
        if (body instanceof Close) {
            session.close(conversationId);
        }
        put(
                topics.signals(),
                conversationId,
                new Signal(
                        conversationId,
                        session.userId(),
                        session.sessionId(),
                        session.gatewayId(),
                        session.epoch(),
                        body));
    }

    /** Announces a session, under an epoch of its gateway. */
    public SessionView connect(String userId, String sessionId, String gatewayId, long epoch) {
        SessionView session = new SessionView(userId, sessionId, gatewayId, epoch);
        wires.add(session);
        session(session, SessionState.CONNECTED);
        return session;
    }

    /** Ends a session; it gets nothing any more. */
    public void disconnect(SessionView session) {
        wires.remove(session);
        session(session, SessionState.DISCONNECTED);
    }

    private void session(SessionView of, SessionState state) {
        put(
                topics.sessions(),
                of.userId(),
                new SessionChange(of.userId(), of.sessionId(), of.gatewayId(), of.epoch(), null, state, true));
    }

    /** From now on the gateway renews its lease each second, under this epoch. */
    public void live(String gatewayId, long epoch) {
        alive.put(gatewayId, epoch);
        lease(gatewayId, epoch);
    }

    /** Kills a gateway: it renews no lease, and its sessions get nothing any more. */
    public void die(String gatewayId) {
        alive.remove(gatewayId);
        wires.removeAll(gatewayId);
    }

    private void lease(String gatewayId, long epoch) {
        put(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lease(epoch)));
    }

    /** Advances the time of the log and of every application; each commits before. */
    public void pass(Duration time) {
        stages.values().forEach(stage -> wires.carry(stage, stage.commit(), now));
        Instant end = now.plus(time);
        Instant renewal = now.plus(RENEWAL);
        while (now.isBefore(end)) {
            now = now.plus(STEP);
            if (!now.isBefore(renewal)) {
                alive.forEach(this::lease);
                renewal = renewal.plus(RENEWAL);
            }
            stages.values().forEach(stage -> {
                stage.advanceTo(now);
                wires.carry(stage, stage.written(), now);
            });
        }
    }

    /**
     * Kills an application and starts it again, with its state from the changelogs.
     *
     * @param repeated the number of its last records that it gets again, over a state that has them: the uncommitted
     *     records under at least once. None under exactly once
     * @throws IllegalArgumentException if there is no such application, or it runs exactly once and records are repeated
     */
    public void restart(Application application, int repeated) {
        Stage stage = stages.get(application.name());
        if (stage == null || (repeated > 0 && application.guarantee() == Guarantee.EXACTLY_ONCE)) {
            throw new IllegalArgumentException(application.name() + ": " + repeated + " repeated (expected: one of "
                    + stages.keySet() + ", and 0 where it runs exactly once)");
        }
        wires.carry(stage, stage.commit(), now);
        stage.restart(now);
        stage.repeat(repeated);
        wires.carry(stage, stage.written(), now);
    }

    /**
     * Makes the application withhold its commit. It works on, but its output isn't visible until time passes, which
     * commits, or it crashes.
     */
    public void withhold(Application application) {
        Stage stage = stages.get(application.name());
        wires.carry(stage, stage.commit(), now);
        stage.withhold();
    }

    /**
     * Kills an application that withholds its commit, and starts it again: it gets all uncommitted records once more.
     * Under at least once a first part of its output was written, to each topic and each changelog a part of its own.
     * Under exactly once nothing was written; but those who read ahead of the commit may have seen, of each partition,
     * a first part of the lost output. The input of several partitions is repeated in another interleaving.
     *
     * @param random decides the lengths and the interleaving
     * @return whether it withheld anything; if not, nothing happened
     */
    public boolean crash(Application application, RandomGenerator random) {
        Stage stage = stages.get(application.name());
        if (!stage.withholds()) {
            return false;
        }
        if (application.guarantee() == Guarantee.EXACTLY_ONCE) {
            wires.show(stage.withheld(random), now);
            stage.abort(random, now);
        } else {
            wires.carry(stage, stage.crash(random, now), now);
        }
        wires.carry(stage, stage.written(), now);
        return true;
    }

    /** Writes to a topic of the catalogue, like its writer in production. */
    public <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        put(topic, key, value, new RecordHeaders());
    }

    /** Like {@link #put(Topic, String, SpecificRecord)}, with headers. */
    public <V extends SpecificRecord> void put(Topic<V> topic, String key, V value, Headers headers) {
        wires.carry(log.encode(topic, key, value, headers, now), now);
        now = now.plusMillis(1);
    }

    /** All records of a topic from the beginning, in order. */
    public <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
        return log.records(topic);
    }

    /** The values of {@link #records}. */
    public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    @Override
    public void close() {
        stages.values().forEach(Stage::close);
    }
}
