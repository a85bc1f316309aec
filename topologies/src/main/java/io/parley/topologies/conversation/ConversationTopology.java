package io.parley.topologies.conversation;

import io.parley.avro.Answer;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.HeldCommand;
import io.parley.avro.Outcome;
import io.parley.avro.Roster;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.decision.Decider;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.parts.NamedStreams;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

import java.util.Optional;
import java.util.Set;

/**
 * Builds the application that owns conversations: decides commands and expands the outcomes, in one transaction. A pure
 * function of the catalogue and its configuration.
 */
public final class ConversationTopology {

    /** The store of sequences and membership. */
    public static final String STATE = ConversationState.STORE;

    private final Topics topics;
    private final AvroSerdes serdes;
    private final StreamsBuilder builder = NamedStreams.builder();

    private ConversationTopology(Topics topics, AvroSerdes serdes) {
        this.topics = topics;
        this.serdes = serdes;
    }

    /** Makes the topology; pure. */
    public static Topology build(Topics topics, AvroSerdes serdes, ConversationConfig config) {
        ConversationTopology conversation = new ConversationTopology(topics, serdes);
        conversation.write(conversation.decide(config));
        return conversation.builder.build();
    }

    private KStream<String, SpecificRecord> decide(ConversationConfig config) {
        Decider decider = new Decider(config.rules());
        String[] stores = ConversationProcessor.addStoresTo(builder, serdes);
        return anything(read(topics.commands(), required(serdes.value(topics.commands())), Names.READ_COMMANDS))
                .merge(
                        anything(read(topics.signals(), serdes.value(topics.signals()), Names.READ_SIGNALS)),
                        Named.as(Names.GATHER_SIGNALS))
                .merge(
                        anything(read(topics.gatewayEnds(), serdes.value(topics.gatewayEnds()), Names.READ_ENDS)),
                        Named.as(Names.GATHER_ENDS))
                .process(() -> new ConversationProcessor(config, decider, topics), Named.as(Names.DECIDE), stores);
    }

    private void write(KStream<String, SpecificRecord> decided) {
        write(decided, Event.class, Names.TAKE_EVENTS, topics.events(), Names.WRITE_EVENTS);
        write(decided, Outcome.class, Names.TAKE_OUTCOMES, topics.outcomes(), Names.WRITE_OUTCOMES);
        write(decided, HeldCommand.class, Names.TAKE_HELD, topics.held(), Names.WRITE_HELD);
        write(decided, Roster.class, Names.TAKE_ROSTERS, topics.rosters(), Names.WRITE_ROSTERS);
        write(decided, Answer.class, Names.TAKE_ANSWERS, topics.answers(), Names.WRITE_ANSWERS);
        take(decided, Expansion.class, Names.TAKE_EXPANSIONS)
                .to(
                        topics.expansions().name(),
                        Produced.<String, Expansion>with(serdes.key(), serdes.value(topics.expansions()))
                                .withName(Names.WRITE_EXPANSIONS)
                                .withStreamPartitioner((topic, key, expansion, partitions) ->
                                        Optional.of(Set.of(expansion.getUserPartition()))));
    }

    private <V extends SpecificRecord> void write(
            KStream<String, SpecificRecord> decided, Class<V> type, String take, Topic<V> topic, String write) {
        take(decided, type, take)
                .to(
                        topic.name(),
                        Produced.with(serdes.key(), serdes.value(topic)).withName(write));
    }

    /** Returns the stream of records of one type, which the processor forwards to this child only. */
    private static <V extends SpecificRecord> KStream<String, V> take(
            KStream<String, SpecificRecord> decided, Class<V> type, String name) {
        return decided.mapValues(type::cast, Named.as(name));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<V> topic, Serde<V> values, String name) {
        return builder.stream(topic.name(), Consumed.with(serdes.key(), values).withName(name));
    }

    /** A record without a value can't be answered, so it is treated as unreadable. */
    private static Serde<Command> required(Serde<Command> commands) {
        return Serdes.serdeFrom(commands.serializer(), (topic, bytes) -> {
            Command command = commands.deserializer().deserialize(topic, bytes);
            if (command == null) {
                throw new SerializationException("a command without a value");
            }
            return command;
        });
    }

    @SuppressWarnings("unchecked") // the streams carry records only
    private static KStream<String, SpecificRecord> anything(KStream<String, ? extends SpecificRecord> stream) {
        return (KStream<String, SpecificRecord>) stream;
    }
}
