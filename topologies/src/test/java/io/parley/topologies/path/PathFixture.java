package io.parley.topologies.path;

import io.parley.avro.Command;
import io.parley.avro.Delivery;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.GatewayEnded;
import io.parley.avro.InboxRequest;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.Push;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.conversation.ConversationTopology;
import io.parley.topologies.testkit.TopologyFixture;
import io.parley.topologies.user.UserConfig;
import io.parley.topologies.user.UserTopology;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the applications that own conversations and users, each on a driver, with the topics between them: from the
 * events of a conversation to the deliveries of gateways and devices. Each record is a millisecond later.
 *
 * <p>The second reads ahead of the commit of the first. So when the first dies, what it had written since its commit stays,
 * as far as it had got, and is followed by all of it again.
 */
final class PathFixture implements AutoCloseable {

    private final Topics topics;
    private final Driven conversations;
    private final Driven users;
    private final CommandsOfEvents commands = new CommandsOfEvents();
    private final List<TestRecord<String, Expansion>> carried = new ArrayList<>();
    private final Map<Event, Integer> carriedBefore = new HashMap<>();
    private int committed;
    private int shown;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    PathFixture() {
        this(CatalogueConfig.small().userPartitions());
    }

    PathFixture(int userPartitions) {
        this(userPartitions, ConversationConfig.standard(), UserConfig.standard());
    }

    /** Makes groups of more members than this large. */
    PathFixture(int userPartitions, int largeGroupThreshold) {
        this(
                userPartitions,
                ConversationConfig.standard().withLargeGroupThreshold(largeGroupThreshold),
                UserConfig.standard());
    }

    PathFixture(int userPartitions, ConversationConfig ofConversations, UserConfig ofUsers) {
        this.topics = new Topics(new CatalogueConfig("test.", 4, userPartitions, (short) 1, Duration.ofDays(1)));
        LocalSchemaRegistry registry = new LocalSchemaRegistry();
        this.conversations =
                driven(registry, (catalogue, serdes) -> ConversationTopology.build(catalogue, serdes, ofConversations));
        this.users = driven(registry, (catalogue, serdes) -> UserTopology.build(catalogue, serdes, ofUsers));
        commit();
    }

    private Driven driven(LocalSchemaRegistry registry, BiFunction<Topics, AvroSerdes, Topology> topology) {
        return new Driven(new TopologyFixture(topics, registry, topology, Map.of(), now));
    }

    /** Both applications in new processes, after a clean end of the old ones. What these wrote and nobody read yet is gone. */
    void restart() {
        commit();
        conversations.restart(now);
        users.restart(now);
    }

    /** Commits: decisions logged so far survive each crash. */
    void commit() {
        conversations.commit();
        users.commit();
        committed = carried.size();
    }

    /**
     * The first application in a new process, after the death of the old one: it is where it was at the last commit. The
     * second either lives on, with all that it has read since, or dies too: then each of its stores has kept only a part of
     * what was logged since the commit, and it reads again of what the first had written since then, of each partition only
     * so much as had got there. The caller then gives everything since the commit again.
     */
    void crash(RandomGenerator random) {
        List<TestRecord<String, Expansion>> aborted = abortConversations();
        if (random.nextInt(3) > 0) {
            users.crash(random, now);
            firstOfEachPartition(aborted, random).forEach(this::hand);
        }
    }

    private List<TestRecord<String, Expansion>> abortConversations() {
        conversations.abort(now);
        List<TestRecord<String, Expansion>> since = carried.subList(committed, carried.size());
        List<TestRecord<String, Expansion>> aborted = List.copyOf(since);
        since.clear();
        carriedBefore.values().removeIf(place -> place >= committed);
        shown = Math.min(shown, committed);
        return aborted;
    }

    private static List<TestRecord<String, Expansion>> firstOfEachPartition(
            List<TestRecord<String, Expansion>> records, RandomGenerator random) {
        Map<Integer, Integer> left = new HashMap<>();
        records.forEach(record -> left.merge(record.value().getUserPartition(), 1, Integer::sum));
        left.replaceAll((partition, all) -> random.nextInt(all + 1));
        return records.stream()
                .filter(record -> left.merge(record.value().getUserPartition(), -1, Integer::sum) >= 0)
                .toList();
    }

    /** The command that has this event as its outcome, at its time; and exactly this event comes of it. */
    void event(Event event) {
        Command command = commands.of(event);
        conversations.input(topics.commands()).pipeInput(command.getConversationId(), command, event.getSentAt());
        assertThat(conversations.output(topics.events()).readValuesToList())
                .as("outcomes: %s", conversations.output(topics.outcomes()).readValuesToList())
                .containsExactly(event);
        carriedBefore.put(event, carried.size());
        goOn();
    }

    /** A command of which no event comes. */
    void refused(Command command) {
        conversations.input(topics.commands()).pipeInput(command.getConversationId(), command, now);
        assertThat(conversations.output(topics.events()).isEmpty()).isTrue();
        goOn();
    }

    /**
     * The second application is given once more all that came since this event, it included: it had read it ahead of a commit
     * that was never made, and the repeat comes to the same.
     */
    void againFrom(Event event) {
        List.copyOf(carried.subList(carriedBefore.get(event), carried.size())).forEach(this::hand);
    }

    /** By the phone of the user, under epoch 1. */
    void signal(String conversationId, String userId, String gatewayId, Object body) {
        signal(new Signal(conversationId, userId, userId + "-phone", gatewayId, 1L, body));
    }

    void signal(Signal signal) {
        toConversations(topics.signals(), signal.getConversationId(), signal);
    }

    void connect(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.CONNECTED, true);
    }

    /** The client closes. */
    void disconnect(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.DISCONNECTED, true);
    }

    /** The connection ends without a close. */
    void breakOff(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.DISCONNECTED, false);
    }

    private void session(
            String userId, String sessionId, String gatewayId, long epoch, SessionState state, boolean orderly) {
        toUsers(
                topics.sessions(),
                userId,
                new SessionChange(userId, sessionId, gatewayId, epoch, null, state, orderly));
    }

    /**
     * A session asks for entries of its user's inbox.
     *
     * @param body a {@code ListPage} or a {@code LookUp}
     */
    void ask(String userId, String sessionId, String gatewayId, long requestId, Object body) {
        toUsers(topics.inboxRequests(), userId, new InboxRequest(userId, sessionId, gatewayId, requestId, body));
    }

    /** The first application hears from presence which epochs are over by it, at the same time. */
    void lease(String gatewayId, long epoch) {
        conversations.input(topics.gatewayEnds()).pipeInput(gatewayId, new GatewayEnded(gatewayId, epoch - 1), now);
        toUsers(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lease(epoch)));
    }

    /** As {@link #lease}. */
    void lost(String gatewayId, long epoch) {
        conversations.input(topics.gatewayEnds()).pipeInput(gatewayId, new GatewayEnded(gatewayId, epoch), now);
        toUsers(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lost(epoch)));
    }

    <V extends SpecificRecord> void toConversations(Topic<V> topic, String key, V value) {
        conversations.input(topic).pipeInput(key, value, now);
        goOn();
    }

    <V extends SpecificRecord> void toUsers(Topic<V> topic, String key, V value) {
        users.input(topic).pipeInput(key, value, now);
        goOn();
    }

    private void goOn() {
        now = now.plusMillis(1);
        carry();
    }

    private void carry() {
        conversations.output(topics.expansions()).readRecordsToList().forEach(record -> {
            carried.add(record);
            hand(record);
        });
    }

    private void hand(TestRecord<String, Expansion> expansion) {
        users.input(topics.expansions()).pipeInput(expansion);
    }

    /** Time goes by, the log's and the engine's. */
    void pass(Duration time) {
        now = now.plus(time);
        conversations.advance(time);
        carry();
        users.advance(time);
    }

    Instant now() {
        return now;
    }

    /** The next record has this time: that of a record which is replayed. */
    void at(Instant time) {
        now = time;
    }

    Topics topics() {
        return topics;
    }

    /** The unread deliveries of a gateway. */
    List<Object> deliveries(String gatewayId) {
        return users.output(topics.deliveries(new GatewayId(gatewayId))).readValuesToList().stream()
                .map(Delivery::getBody)
                .toList();
    }

    /**
     * Like {@link #deliveries}, with a word for each: {@code inbox ann}, {@code 3 ann,bob}, {@code opened 7 phone} or
     * the name of its kind.
     */
    List<String> delivered(String gatewayId) {
        return deliveries(gatewayId).stream().map(Words::of).toList();
    }

    /** The notifications that were not read yet. */
    List<Push> pushes() {
        return users.output(topics.pushes()).readRecordsToList().stream()
                .map(record -> {
                    assertThat(record.key()).isEqualTo(record.value().getUserId());
                    return record.value();
                })
                .toList();
    }

    /** As {@link #pushes}, in a word each: {@code ann 3 hello (2)}, or {@code ann -3} where it is withdrawn. */
    List<String> pushed() {
        return pushes().stream().map(Words::of).toList();
    }

    /** The unread records from conversations to users. */
    List<Expansion> expansions() {
        List<Expansion> unread = carried.subList(shown, carried.size()).stream()
                .map(TestRecord::value)
                .toList();
        shown = carried.size();
        return unread;
    }

    <V> KeyValueStore<String, V> storeOfConversations(String name) {
        return conversations.store(name);
    }

    <V> KeyValueStore<String, V> storeOfUsers(String name) {
        return users.store(name);
    }

    @Override
    public void close() {
        conversations.close();
        users.close();
    }
}
