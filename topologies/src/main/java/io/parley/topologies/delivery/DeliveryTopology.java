package io.parley.topologies.delivery;

import io.parley.avro.Outcome;
import io.parley.avro.Push;
import io.parley.avro.SessionChange;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.GatewayEnded;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.GatewayDeliveries;
import io.parley.topologies.parts.GatewayEnds;
import io.parley.topologies.parts.NamedStreams;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The delivery application: <i>expand</i>, by conversation, finds the recipients of what happened; <i>route</i>, by user,
 * finds their sessions. A pure function of the catalogue and its configuration; it runs at least once.
 *
 * <p>Stores are added to the builder and named to the processors that share them. If the processors brought them along
 * ({@code ProcessorSupplier.stores()}), Streams would forget all but the last as a user of the store, and give each a
 * task and a copy of its own.
 */
public final class DeliveryTopology {

    private final Topics topics;
    private final AvroSerdes serdes;
    private final DeliveryConfig config;
    private final StreamsBuilder builder = NamedStreams.builder();

    private DeliveryTopology(Topics topics, AvroSerdes serdes, DeliveryConfig config) {
        this.topics = topics;
        this.serdes = serdes;
        this.config = config;
    }

    public static Topology build(Topics topics, AvroSerdes serdes, DeliveryConfig config) {
        DeliveryTopology delivery = new DeliveryTopology(topics, serdes, config);
        GatewayEnds ends = GatewayEnds.of(delivery.read(topics.gateways(), Names.READ_GATEWAYS), topics, serdes);
        delivery.route(delivery.expand(ends), ends);
        return delivery.builder.build();
    }

    /** By conversation: what happened, addressed to the partitions of those it concerns, or to gateways directly. */
    private KStream<String, Expansion> expand(GatewayEnds ends) {
        String[] stores = FollowConversations.addStoresTo(builder, serdes);
        KStream<String, SpecificRecord> conversations = anything(read(topics.events(), Names.READ_EVENTS))
                .merge(anything(read(topics.signals(), Names.READ_SIGNALS)), Named.as(Names.GATHER_SIGNALS))
                .merge(anything(ends.forConversations()), Named.as(Names.GATHER_ENDS));
        KStream<String, Outcome> outcomes = read(topics.outcomes(), Names.READ_OUTCOMES);

        KStream<String, Consequence> consequences = conversations.process(
                () -> new FollowConversations(config, this::partitionOf), Named.as(Names.FOLLOW_CONVERSATIONS), stores);
        GatewayDeliveries.write(
                consequences.flatMapValues(Consequence::deliveries, Named.as(Names.TAKE_DIRECT_DELIVERIES)),
                topics,
                serdes,
                Names.WRITE_DIRECTLY);

        return consequences
                .flatMapValues(Consequence::expansions, Named.as(Names.TAKE_EXPANSIONS))
                .merge(
                        outcomes.flatMapValues(this::address, Named.as(Names.ADDRESS_OUTCOMES)),
                        Named.as(Names.GATHER_OUTCOMES))
                .repartition(Repartitioned.<String, Expansion>as(Names.EXPANSIONS)
                        .withKeySerde(serdes.key())
                        .withValueSerde(serdes.value(Expansion.class))
                        .withNumberOfPartitions(topics.sessions().partitions())
                        .withStreamPartitioner((topic, key, expansion, partitions) ->
                                Optional.of(Set.of(expansion.getUserPartition()))));
    }

    /** By user: to the gateways where they are, and to the devices of those who are nowhere. */
    private void route(KStream<String, Expansion> expansions, GatewayEnds gatewayEnds) {
        String[] stores = userStores();
        KStream<String, SessionChange> sessions = read(topics.sessions(), Names.READ_SESSIONS);
        KStream<String, GatewayEnded> ends = gatewayEnds.forUsers();

        KStream<String, Routed> routed = expansions
                .process(RouteExpansions::new, Named.as(Names.ROUTE), stores)
                .merge(
                        sessions.process(() -> new TrackSessions(config), Named.as(Names.TRACK_SESSIONS), stores),
                        Named.as(Names.GATHER_INBOXES));
        KStream<String, Push> swallowed =
                ends.process(() -> new EndSessions(config), Named.as(Names.END_SESSIONS), stores);
        GatewayDeliveries.write(
                routed.flatMapValues(Routed::deliveries, Named.as(Names.TAKE_DELIVERIES)),
                topics,
                serdes,
                Names.WRITE_DELIVERIES);
        write(routed.flatMapValues(Routed::pushes, Named.as(Names.TAKE_PUSHES))
                .merge(swallowed, Named.as(Names.GATHER_PUSHES)));
    }

    private String[] userStores() {
        return Stream.concat(
                        Stream.of(SessionStores.addTo(builder, serdes)),
                        Stream.of(
                                InboxStore.addTo(builder, serdes),
                                LargeHeads.addTo(builder, serdes),
                                RecentMessages.addTo(builder, serdes, config.recentMessages())))
                .toArray(String[]::new);
    }

    private void write(KStream<String, Push> pushes) {
        pushes.to(
                topics.pushes().name(),
                Produced.<String, Push>with(serdes.key(), serdes.value(topics.pushes()))
                        .withName(Names.WRITE_PUSHES)
                        .withStreamPartitioner((topic, userId, push, partitions) ->
                                Optional.of(Set.of(topics.pushes().partitionOf(userId)))));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, String name) {
        return builder.stream(
                topic.name(), Consumed.with(serdes.key(), serdes.value(topic)).withName(name));
    }

    private int partitionOf(String userId) {
        return topics.sessions().partitionOf(userId);
    }

    private List<Expansion> address(Outcome outcome) {
        return outcome == null ? List.of() : List.of(new Expansion(partitionOf(outcome.getUserId()), outcome));
    }

    @SuppressWarnings("unchecked") // what is read from a stream is a record, whichever
    private static KStream<String, SpecificRecord> anything(KStream<String, ? extends SpecificRecord> stream) {
        return (KStream<String, SpecificRecord>) stream;
    }
}
