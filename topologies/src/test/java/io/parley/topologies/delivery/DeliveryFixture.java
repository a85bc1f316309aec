package io.parley.topologies.delivery;

import io.parley.avro.Delivery;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.GatewayChange;
import io.parley.avro.InboxDelivery;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.Push;
import io.parley.avro.ReadDelivery;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.avro.TypingDelivery;
import io.parley.avro.internal.Expansion;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The delivery topology on the test driver, fed in the words of its inputs. Each record is a millisecond later. */
final class DeliveryFixture implements AutoCloseable {

    private final Topics topics;
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Map<Topic<?>, TestInputTopic<String, ?>> inputs = new HashMap<>();
    private final Map<String, TestOutputTopic<String, Delivery>> outputs = new HashMap<>();
    private final TopologyFixture fixture;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    DeliveryFixture() {
        this(CatalogueConfig.small().userPartitions());
    }

    DeliveryFixture(int userPartitions) {
        this(userPartitions, DeliveryConfig.standard());
    }

    DeliveryFixture(int userPartitions, DeliveryConfig config) {
        this.topics = new Topics(new CatalogueConfig("test.", 4, userPartitions, (short) 1, Duration.ofDays(1)));
        this.fixture = new TopologyFixture(
                topics,
                registry,
                (catalogue, serdes) -> DeliveryTopology.build(catalogue, serdes, config),
                Map.of(),
                now);
    }

    /** A new process, over what the old one logged of its state. What that wrote and nobody read yet is gone. */
    void restart() {
        fixture.restart(now);
        reconnect();
    }

    /** What was logged so far survives each {@link #crash}. */
    void commit() {
        fixture.commit();
    }

    /** As {@link #restart}, but each store has kept only a part of what was logged since the last commit. */
    void crash(Random random) {
        fixture.crash(random, now);
        reconnect();
    }

    private void reconnect() {
        inputs.clear();
        outputs.clear();
    }

    void event(Event event) {
        put(topics.events(), event.getConversationId(), event);
    }

    void outcome(Outcome outcome) {
        put(topics.outcomes(), outcome.getConversationId(), outcome);
    }

    /** By the phone of the user, under epoch 1. */
    void signal(String conversationId, String userId, String gatewayId, Object body) {
        signal(new Signal(conversationId, userId, userId + "-phone", gatewayId, 1L, body));
    }

    void signal(Signal signal) {
        put(topics.signals(), signal.getConversationId(), signal);
    }

    void connect(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.CONNECTED);
    }

    /** The client closes. */
    void disconnect(String userId, String sessionId, String gatewayId, long epoch) {
        session(userId, sessionId, gatewayId, epoch, SessionState.DISCONNECTED);
    }

    /** The connection ends without a close. */
    void breakOff(String userId, String sessionId, String gatewayId, long epoch) {
        put(
                topics.sessions(),
                userId,
                new SessionChange(userId, sessionId, gatewayId, epoch, null, SessionState.DISCONNECTED, false));
    }

    private void session(String userId, String sessionId, String gatewayId, long epoch, SessionState state) {
        put(topics.sessions(), userId, new SessionChange(userId, sessionId, gatewayId, epoch, null, state, true));
    }

    void lease(String gatewayId, long epoch) {
        put(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lease(epoch)));
    }

    void lost(String gatewayId, long epoch) {
        put(topics.gateways(), gatewayId, new GatewayChange(gatewayId, new Lost(epoch)));
    }

    <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        input(topic).pipeInput(key, value, now);
        now = now.plusMillis(1);
    }

    @SuppressWarnings("unchecked") // what was put in under a topic has the topic's type
    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return (TestInputTopic<String, V>) inputs.computeIfAbsent(topic, fixture::input);
    }

    /** Time goes by, the log's and the engine's. */
    void pass(Duration time) {
        now = now.plus(time);
        fixture.driver().advanceWallClockTime(time);
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

    /** What was handed to a gateway and not read yet. */
    List<Object> deliveries(String gatewayId) {
        return outputs
                .computeIfAbsent(gatewayId, id -> fixture.output(topics.deliveries(new GatewayId(id))))
                .readValuesToList()
                .stream()
                .map(Delivery::getBody)
                .toList();
    }

    /** As {@link #deliveries}, in a word each: {@code inbox ann}, {@code 3 ann,bob}, {@code opened 7 phone} or the name of what it is. */
    List<String> told(String gatewayId) {
        return deliveries(gatewayId).stream().map(DeliveryFixture::word).toList();
    }

    private static String word(Object body) {
        if (body instanceof EventDelivery event) {
            return event.getEvent().getSequence() + " " + String.join(",", event.getUserIds());
        }
        if (body instanceof InboxDelivery inbox) {
            return "inbox " + (inbox.getSessionId() == null ? inbox.getUserId() : inbox.getSessionId());
        }
        if (body instanceof OpenedDelivery opened) {
            return "opened " + opened.getHead() + " " + opened.getSessionId();
        }
        if (body instanceof TypingDelivery typing) {
            return "typing " + typing.getUserId() + " " + String.join(",", typing.getUserIds());
        }
        if (body instanceof ReadDelivery read) {
            return "read " + read.getReads() + " " + String.join(",", read.getUserIds());
        }
        return body.getClass().getSimpleName();
    }

    /** The notifications that were not read yet. */
    List<Push> pushes() {
        return fixture.output(topics.pushes()).readRecordsToList().stream()
                .map(record -> {
                    assertThat(record.key()).isEqualTo(record.value().getUserId());
                    return record.value();
                })
                .toList();
    }

    /** As {@link #pushes}, in a word each: {@code ann 3 hello (2)}, or {@code ann -3} where it is withdrawn. */
    List<String> pushed() {
        return pushes().stream().map(DeliveryFixture::word).toList();
    }

    private static String word(Push push) {
        return push.getUnread() == 0
                ? push.getUserId() + " -" + push.getSequence()
                : "%s %d %s (%d)".formatted(push.getUserId(), push.getSequence(), push.getContent(), push.getUnread());
    }

    /** What went from conversations to users and was not read yet. */
    List<Expansion> expansions() {
        AvroSerdes serdes = new AvroSerdes(registry);
        return fixture.driver()
                .createOutputTopic(
                        "fixture-" + Names.EXPANSIONS + "-repartition",
                        serdes.key().deserializer(),
                        serdes.value(Expansion.class).deserializer())
                .readValuesToList();
    }

    <V> KeyValueStore<String, V> store(String name) {
        return fixture.store(name);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
