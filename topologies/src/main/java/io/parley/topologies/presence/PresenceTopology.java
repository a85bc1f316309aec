package io.parley.topologies.presence;

import io.parley.avro.GatewayChange;
import io.parley.avro.GatewayEnded;
import io.parley.avro.PresenceChange;
import io.parley.avro.SessionChange;
import io.parley.avro.Watch;
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

import java.util.stream.Stream;

/**
 * Builds the presence application: one task judges the gateways' leases and announces which epochs are over; for each
 * partition of users another follows their sessions and notifies those who watch. A pure function of the catalogue and
 * its configuration; it runs at least once.
 */
public final class PresenceTopology {

    private final Topics topics;
    private final AvroSerdes serdes;
    private final PresenceConfig config;
    private final StreamsBuilder builder = NamedStreams.builder();

    private PresenceTopology(Topics topics, AvroSerdes serdes, PresenceConfig config) {
        this.topics = topics;
        this.serdes = serdes;
        this.config = config;
    }

    public static Topology build(Topics topics, AvroSerdes serdes, PresenceConfig config) {
        PresenceTopology presence = new PresenceTopology(topics, serdes, config);
        KStream<String, GatewayChange> gateways = presence.read(topics.gateways(), Names.READ_GATEWAYS);
        presence.judge(gateways);
        GatewayEnds ends = GatewayEnds.of(gateways, topics, serdes);
        ends.writeForConversations();
        presence.say(presence.follow(ends.forUsers()));
        return presence.builder.build();
    }

    /** Writes the verdicts to the log from which they were drawn. */
    private void judge(KStream<String, GatewayChange> gateways) {
        String leases = LeaseProcessor.addStoreTo(builder, serdes);
        gateways.process(() -> new LeaseProcessor(config), Named.as(Names.JUDGE_LEASES), leases)
                .to(
                        topics.gateways().name(),
                        Produced.with(serdes.key(), serdes.value(topics.gateways()))
                                .withName(Names.WRITE_VERDICTS));
    }

    /** Joins sessions, watches, blocks and the ends of gateways by user into the statuses to publish. */
    private KStream<String, PresenceNews> follow(KStream<String, GatewayEnded> ends) {
        String[] stores = PresenceStores.addTo(builder, serdes);
        KStream<String, SessionChange> sessions = read(topics.sessions(), Names.READ_SESSIONS);
        KStream<String, Watch> watches = read(topics.watches(), Names.READ_WATCHES);

        KStream<String, PresenceNews> changes =
                sessions.process(SessionProcessor::new, Named.as(Names.FOLLOW_SESSIONS), stores);
        KStream<String, PresenceNews> answers =
                watches.process(WatchProcessor::new, Named.as(Names.ANSWER_WATCHES), stores);
        KStream<String, PresenceNews> ended =
                ends.process(GatewayEndProcessor::new, Named.as(Names.END_PRESENCE), stores);
        String blocks = BlockStore.addTo(builder, serdes);
        String[] blocksToo = Stream.concat(Stream.of(stores), Stream.of(blocks)).toArray(String[]::new);
        KStream<String, PresenceNews> hidden = read(topics.preferences(), Names.READ_PREFERENCES)
                .process(BlockProcessor::new, Named.as(Names.FOLLOW_BLOCKS), blocksToo);
        return changes.merge(answers, Named.as(Names.GATHER_ANSWERS))
                .merge(ended, Named.as(Names.GATHER_ENDS))
                .merge(hidden, Named.as(Names.GATHER_BLOCKS))
                .processValues(HideProcessor::new, Named.as(Names.HIDE), blocks);
    }

    private void say(KStream<String, PresenceNews> news) {
        news.flatMapValues(PresenceNews::changes, Named.as(Names.TAKE_CHANGES))
                .to(
                        topics.presence().name(),
                        Produced.<String, PresenceChange>with(serdes.key(), serdes.value(topics.presence()))
                                .withName(Names.WRITE_CHANGES));
        GatewayDeliveries.write(
                news.flatMapValues(PresenceNews::deliveries, Named.as(Names.TELL_WATCHERS)),
                topics,
                serdes,
                Names.WRITE_DELIVERIES);
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, String name) {
        return builder.stream(
                topic.name(), Consumed.with(serdes.key(), serdes.value(topic)).withName(name));
    }
}
