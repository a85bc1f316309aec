package io.parley.topologies.user;

import io.parley.avro.Expansion;
import io.parley.avro.GatewayEnded;
import io.parley.avro.InboxRequest;
import io.parley.avro.Inquiry;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Push;
import io.parley.avro.SessionChange;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.GatewayDeliveries;
import io.parley.topologies.parts.GatewayEnds;
import io.parley.topologies.parts.NamedStreams;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

import java.util.stream.Stream;

/**
 * Builds the application that owns users: routes expansions to the users' gateways, keeps their inboxes, and notifies
 * users without a session. A pure function of the catalogue and its configuration; it runs at least once.
 *
 * <p>Stores are added to the builder and connected by name to the processors that share them. If the processors
 * supplied them ({@code ProcessorSupplier.stores()}), Streams would forget all but the last as a user of the store, and
 * give each a task and a copy of its own.
 */
public final class UserTopology {

    private final Topics topics;
    private final AvroSerdes serdes;
    private final UserConfig config;
    private final StreamsBuilder builder = NamedStreams.builder();

    private UserTopology(Topics topics, AvroSerdes serdes, UserConfig config) {
        this.topics = topics;
        this.serdes = serdes;
        this.config = config;
    }

    /** Makes the topology; pure. */
    public static Topology build(Topics topics, AvroSerdes serdes, UserConfig config) {
        UserTopology user = new UserTopology(topics, serdes, config);
        user.route();
        return user.builder.build();
    }

    private void route() {
        String[] stores = addStores();
        KStream<String, Expansion> expansions = read(topics.expansions(), Names.READ_EXPANSIONS);
        KStream<String, SessionChange> sessions = read(topics.sessions(), Names.READ_SESSIONS);
        KStream<String, InboxRequest> requests = read(topics.inboxRequests(), Names.READ_INBOX_REQUESTS);
        KStream<String, PreferenceChange> changes = read(topics.preferenceChanges(), Names.READ_PREFERENCE_CHANGES);
        KStream<String, GatewayEnded> ends = GatewayEnds.of(
                        read(topics.gateways(), Names.READ_GATEWAYS), topics, serdes)
                .forUsers();

        KStream<String, RouteOutput> routed = expansions
                .process(ExpansionProcessor::new, Named.as(Names.ROUTE), stores)
                .merge(
                        sessions.process(() -> new SessionProcessor(config), Named.as(Names.TRACK_SESSIONS), stores),
                        Named.as(Names.GATHER_INBOXES))
                .merge(
                        changes.process(
                                () -> new PreferenceProcessor(topics), Named.as(Names.CHANGE_PREFERENCES), stores),
                        Named.as(Names.GATHER_PREFERENCES))
                .merge(
                        requests.process(InboxRequestProcessor::new, Named.as(Names.ANSWER_INBOX_REQUESTS), stores),
                        Named.as(Names.GATHER_ANSWERS));
        KStream<String, Push> swallowed =
                ends.process(() -> new GatewayEndProcessor(config), Named.as(Names.END_SESSIONS), stores);
        GatewayDeliveries.write(
                routed.flatMapValues(RouteOutput::deliveries, Named.as(Names.TAKE_DELIVERIES)),
                topics,
                serdes,
                Names.WRITE_DELIVERIES);
        write(
                routed.flatMapValues(RouteOutput::pushes, Named.as(Names.TAKE_PUSHES))
                        .merge(swallowed, Named.as(Names.GATHER_PUSHES)),
                topics.pushes(),
                Names.WRITE_PUSHES);
        write(
                routed.flatMapValues(RouteOutput::commands, Named.as(Names.TAKE_COMMANDS)),
                topics.commands(),
                Names.WRITE_COMMANDS);
        write(
                routed.flatMapValues(RouteOutput::preferences, Named.as(Names.TAKE_PREFERENCES)),
                topics.preferences(),
                Names.WRITE_PREFERENCES);
        answer(stores);
    }

    /** Answers the admin process, in the order of the user's own task. */
    private void answer(String[] stores) {
        KStream<String, Inquiry> inquiries = read(topics.inquiries(), Names.READ_INQUIRIES);
        write(
                inquiries.process(InquiryProcessor::new, Named.as(Names.ANSWER_INQUIRIES), stores),
                topics.answers(),
                Names.WRITE_ANSWERS);
    }

    private String[] addStores() {
        return Stream.of(
                        Stream.of(SessionStores.addTo(builder, serdes)),
                        Stream.of(
                                InboxStore.addTo(builder, serdes),
                                LargeHeads.addTo(builder, serdes),
                                Previews.addTo(builder, serdes),
                                RecentMessages.addTo(builder, serdes, config.recentMessages())),
                        UserPreferences.addTo(builder, serdes).stream())
                .flatMap(names -> names)
                .toArray(String[]::new);
    }

    private <V extends SpecificRecord> void write(KStream<String, V> stream, Topic<V> topic, String name) {
        stream.to(topic.name(), Produced.with(serdes.key(), serdes.value(topic)).withName(name));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, String name) {
        return builder.stream(
                topic.name(), Consumed.with(serdes.key(), serdes.value(topic)).withName(name));
    }
}
