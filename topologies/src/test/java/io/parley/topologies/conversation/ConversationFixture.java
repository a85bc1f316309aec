package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;
import io.parley.avro.GatewayEnded;
import io.parley.avro.Signal;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.specific.SpecificRecord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The conversation topology on the test driver, fed in the words of its inputs. Each record is a millisecond later. */
final class ConversationFixture implements AutoCloseable {

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final TopologyFixture fixture;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    ConversationFixture(ConversationConfig config) {
        this(config, Map.of());
    }

    /** @param engine settings of the engine, beside what the test driver needs */
    ConversationFixture(ConversationConfig config, Map<String, Object> engine) {
        fixture = new TopologyFixture(
                topics,
                new LocalSchemaRegistry(),
                (catalogue, serdes) -> ConversationTopology.build(catalogue, serdes, config),
                engine,
                now);
    }

    void take(Command... commands) {
        for (Command command : commands) {
            put(topics.commands(), command.getConversationId(), command);
        }
    }

    /** By the phone of the user, under epoch 1. */
    void signal(String conversationId, String userId, String gatewayId, Object body) {
        signal(new Signal(conversationId, userId, userId + "-phone", gatewayId, 1L, body));
    }

    void signal(Signal signal) {
        put(topics.signals(), signal.getConversationId(), signal);
    }

    /** The epochs of a gateway up to this one are over. */
    void end(String gatewayId, long upToEpoch) {
        put(topics.gatewayEnds(), gatewayId, new GatewayEnded(gatewayId, upToEpoch));
    }

    private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
        fixture.input(topic).pipeInput(key, value, now);
        now = now.plusMillis(1);
    }

    /** Time goes by, the log's and the engine's. */
    void pass(Duration time) {
        now = now.plus(time);
        fixture.advance(time);
    }

    /** A new process, over what the old one logged of its state. What that wrote and nobody read yet is gone. */
    void restart() {
        fixture.restart(now);
    }

    /** The unread expansions. */
    List<Expansion> expansions() {
        return fixture.output(topics.expansions()).readValuesToList();
    }

    /** The deliveries to a gateway among {@link #expansions}; the others are read too. */
    List<Object> delivered(String gatewayId) {
        return expansions().stream()
                .map(Expansion::getBody)
                .filter(body -> body instanceof Forwarded forwarded
                        && forwarded.getGatewayId().equals(gatewayId))
                .map(body -> ((Forwarded) body).getDelivery().getBody())
                .toList();
    }

    /** The unread values of a topic. */
    <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        return fixture.output(topic).readValuesToList();
    }

    Topics topics() {
        return topics;
    }

    TopologyFixture fixture() {
        return fixture;
    }

    @Override
    public void close() {
        fixture.close();
    }
}
