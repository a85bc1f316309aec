package io.parley.bench.topologies;

import com.sun.management.ThreadMXBean;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.HeadMoved;
import io.parley.avro.Joining;
import io.parley.avro.LargeHead;
import io.parley.avro.Lease;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.MessageNotice;
import io.parley.avro.NewestMessage;
import io.parley.avro.Open;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.avro.Watch;
import io.parley.runtime.config.Settings;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Records a second and bytes allocated per record of each topology on the test driver: one thread, no broker, stores on
 * disk, records serialised on the way in and out.
 *
 * <p>The driver itself is part of both figures, and most of them: for every record that comes out, to a changelog too, it
 * compiles a regular expression for every topic that the topology reads, and it commits after every record. So for each
 * topology there is a second line, of one that decides nothing, reads as many topics and writes as many records; what
 * Parley costs is the difference.
 */
class TopologyBenchmark {

    private static final int GATEWAYS = 4;
    private static final int RECORDS = 20_000;
    private static final int RECORDS_TO_MANY = 1_000;
    private static final int CONVERSATION_READS = 4;
    private static final int USER_READS = 4;
    private static final int PRESENCE_READS = 4;
    private static final int PIECES = 10;
    private static final int WATCHED = 1_000;
    private static final String NEVER_LARGE = "10000";
    private static final String GROUP = "11111111-1111-4111-8111-111111111111";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(1);

    /** With which what warms up crosses two days, after which each message brings an old id to forget. */
    private static final Duration STEADY_STEP = Duration.ofSeconds(10);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Topics topics = new Topics(new CatalogueConfig("bench.", 1, 1, (short) 1, Duration.ofDays(1)));

    private TopologyFixture fixture;
    private Instant now = START;
    private Duration step = STEP;

    @Test
    void measure() {
        System.out.printf(
                "%-46s %12s %14s %12s %12s %12s%n",
                "", "records/s", "bytes/record", "log records", "log bytes", "rows kept");
        decisions(10);
        decisions(1_000);
        decisionsThatForget(10);
        decisionsOfALargeGroup(1_000);
        routes(10);
        routes(1_000);
        largeHints(1_000);
        presence();
    }

    private void decisions(int members) {
        group(members, NEVER_LARGE);
        run("conversation, send to a group of " + members, RECORDS, number -> send(number % members, number));
        driverAlone(CONVERSATION_READS, 2, 2, RECORDS);
    }

    /** Ids are remembered for a day or two: then there is one to forget for each that comes. */
    private void decisionsThatForget(int members) {
        group(members, NEVER_LARGE);
        step = STEADY_STEP;
        run("conversation, the same once it forgets ids", RECORDS, number -> send(number % members, number));
        step = STEP;
        driverAlone(CONVERSATION_READS, 3, 2, RECORDS);
    }

    /** All have it open, so each event goes to every gateway. */
    private void decisionsOfALargeGroup(int members) {
        group(members, "100");
        for (int member = 0; member < members; member++) {
            put(
                    topics.signals(),
                    GROUP,
                    new Signal(GROUP, user(member), "s-" + member, gateway(member), 1L, new Open()));
        }
        run(
                "conversation, send to a large group of " + members,
                RECORDS_TO_MANY,
                number -> send(number % members, number));
        driverAlone(CONVERSATION_READS, 3, 2 + GATEWAYS, RECORDS_TO_MANY);
    }

    private void group(int members, String largeAbove) {
        start(Applications.CONVERSATION, Map.of("conversation.large-group-threshold", largeAbove));
        List<String> others =
                IntStream.range(1, members).mapToObj(TopologyBenchmark::user).toList();
        put(
                topics.commands(),
                GROUP,
                new Command(GROUP, user(0), "create", new Create(ConversationKind.GROUP, others, null), false, null));
    }

    private void send(int sender, int number) {
        Send send = Send.newBuilder().setContent("x".repeat(100)).build();
        put(topics.commands(), GROUP, new Command(GROUP, user(sender), "id-" + number, send, false, null));
    }

    private void routes(int members) {
        start(Applications.USER, Map.of());
        for (int gateway = 0; gateway < GATEWAYS; gateway++) {
            put(topics.gateways(), gateway(gateway), new GatewayChange(gateway(gateway), new Lease(1L)));
        }
        for (int member = 0; member < members; member++) {
            session(member, SessionState.CONNECTED);
        }
        List<String> userIds = created(members, false);
        int records = members > WATCHED / 2 ? RECORDS_TO_MANY : RECORDS;
        run(
                "user, message to " + members + " with a session",
                records,
                number ->
                        put(topics.expansions(), GROUP, expanded(event(number + 2, message()), userIds, null, false)));
        driverAlone(USER_READS, members, GATEWAYS, records);
    }

    /** A message every interval to a large group of whom nobody has a session: each is told by a hint, to each member. */
    private void largeHints(int members) {
        start(Applications.USER, Map.of());
        List<String> userIds = created(members, true);
        run("user, hint to " + members + " without a session", RECORDS_TO_MANY / PIECES, number -> {
            long head = number + 2;
            List<NewestMessage> newest = List.of(new NewestMessage(head, user(0), now.toEpochMilli()));
            put(
                    topics.expansions(),
                    GROUP,
                    new Expansion(
                            0,
                            new HeadMoved(
                                    GROUP,
                                    new LargeHead(head, null, newest, now.toEpochMilli(), ByteBuffer.allocate(0), head),
                                    userIds,
                                    List.of(new MessageNotice(head, user(0), "x".repeat(100))))));
        });
        driverAlone(USER_READS, members + 1, members, RECORDS_TO_MANY / PIECES);
    }

    /** Lets the users join a group by its first event, and gives their ids. */
    private List<String> created(int members, boolean large) {
        List<String> userIds =
                IntStream.range(0, members).mapToObj(TopologyBenchmark::user).toList();
        List<Member> roster = userIds.stream()
                .map(userId -> new Member(userId, userId.equals(user(0)) ? Role.OWNER : Role.MEMBER))
                .toList();
        put(
                topics.expansions(),
                GROUP,
                expanded(
                        event(1, new Created(ConversationKind.GROUP, roster, null)),
                        userIds,
                        new Joining(userIds, ConversationKind.GROUP, null, large),
                        large));
        return userIds;
    }

    private static Expansion expanded(Event event, List<String> userIds, Joining joining, boolean large) {
        return new Expansion(0, new ExpandedEvent(event, userIds, joining, large));
    }

    private static Message message() {
        return new Message("x".repeat(100), "text/plain", false, null);
    }

    private void presence() {
        start(Applications.PRESENCE, Map.of());
        for (int gateway = 0; gateway < GATEWAYS; gateway++) {
            put(topics.gateways(), gateway(gateway), new GatewayChange(gateway(gateway), new Lease(1L)));
            for (int member = 0; member < WATCHED; member++) {
                put(topics.watches(), user(member), new Watch(user(member), gateway(gateway), 1L, true));
            }
        }
        run(
                "presence, a session begins or ends, watched by " + GATEWAYS,
                RECORDS,
                number -> session(
                        number / 2 % WATCHED, number % 2 == 0 ? SessionState.CONNECTED : SessionState.DISCONNECTED));
        driverAlone(PRESENCE_READS, 2, 1 + GATEWAYS, RECORDS);
    }

    /** What driver and store take for as many records when nothing is decided. */
    private void driverAlone(int read, int stored, int written, int records) {
        fixture = new TopologyFixture(
                topics,
                new LocalSchemaRegistry(),
                (catalogue, serdes) -> BareTopology.of(catalogue, read, stored, written),
                Map.of("statestore.cache.max.bytes", 0),
                START);
        now = START;
        run("  driver alone, " + stored + " stored, " + written + " written", records, number -> send(0, number));
    }

    private void start(Application application, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(own);
        values.put("kafka.bootstrap-servers", "none:1");
        values.put("registry.url", "http://none");
        values.put("streams.state-dir", "none");
        Settings settings = Settings.of(values, application.keys());
        fixture = new TopologyFixture(
                topics,
                new LocalSchemaRegistry(),
                (catalogue, serdes) -> application.topology().build(catalogue, serdes, settings),
                Map.of("statestore.cache.max.bytes", 0),
                START);
        now = START;
    }

    /**
     * In pieces, between which what was written is read away: else the driver would keep it all. The first half warms up.
     */
    private void run(String what, int records, IntConsumer record) {
        int piece = records / PIECES;
        long nanos = 0;
        long allocated = 0;
        long logRecords = 0;
        long logBytes = 0;
        for (int from = 0; from < 2 * records; from += piece) {
            long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            IntStream.range(from, from + piece).forEach(record);
            long end = System.nanoTime();
            long allocatedAfter = threads.getCurrentThreadAllocatedBytes();
            List<TestRecord<byte[], byte[]>> logged = readAway();
            if (from >= records) {
                nanos += end - begin;
                allocated += allocatedAfter - allocatedBefore;
                logRecords += logged.size();
                logBytes += logged.stream().mapToLong(TopologyBenchmark::size).sum();
            }
        }
        System.out.printf(
                "%-46s %12.0f %14d %12.2f %12.0f %12d%n",
                what,
                records * 1e9 / nanos,
                allocated / records,
                (double) logRecords / records,
                (double) logBytes / records,
                rows());
        fixture.close();
    }

    /** What went to changelogs. */
    private List<TestRecord<byte[], byte[]>> readAway() {
        List<TestRecord<byte[], byte[]>> logged = fixture.driver().getAllStateStores().keySet().stream()
                .flatMap(store -> fixture.changelog(store).stream())
                .toList();
        fixture.driver().producedTopicNames().stream()
                .filter(topic -> !topic.endsWith("-changelog"))
                .forEach(fixture::bytes);
        return logged;
    }

    /** In all stores on disk, once all is done. */
    private long rows() {
        long rows = 0;
        List<StateStore> onDisk = fixture.driver().getAllStateStores().values().stream()
                .filter(StateStore::persistent)
                .toList();
        for (StateStore store : onDisk) {
            try (KeyValueIterator<?, ?> all = ((ReadOnlyKeyValueStore<?, ?>) store).all()) {
                for (; all.hasNext(); all.next()) {
                    rows++;
                }
            }
        }
        return rows;
    }

    private static long size(TestRecord<byte[], byte[]> record) {
        return record.key().length + (record.value() == null ? 0 : record.value().length);
    }

    private void session(int member, SessionState state) {
        put(
                topics.sessions(),
                user(member),
                new SessionChange(user(member), "s-" + member, gateway(member), 1L, null, state, true));
    }

    private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        now = now.plus(step);
        fixture.input(topic).pipeInput(key, value, now);
    }

    private Event event(long sequence, Object body) {
        return new Event(GROUP, sequence, "id-" + sequence, user(0), now, body);
    }

    private static String user(int number) {
        return "user-" + number;
    }

    private static String gateway(int member) {
        return "gw-" + member % GATEWAYS;
    }
}
