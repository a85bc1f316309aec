package io.parley.topologies.sequencer;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.HeldCommand;
import io.parley.avro.Outcome;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Partitions;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sequencer as a topology: one source, one processor with its store, three sinks. */
public final class SequencerTopology {

    static final String READ_COMMANDS = "read-commands";
    static final String DECIDE_COMMANDS = "decide-commands";
    static final String WRITE_EVENTS = "write-events";
    static final String WRITE_OUTCOMES = "write-outcomes";
    static final String WRITE_HELD = "write-held";
    static final String STATE = "sequencer-state";

    private SequencerTopology() {}

    /** Makes the topology; pure. */
    public static Topology build(Topics topics, AvroSerdes serdes, SequencerConfig config) {
        Serializer<String> keys = serdes.key().serializer();
        Serializer<Event> events = serdes.value(topics.events()).serializer();
        Serializer<Outcome> outcomes = serdes.value(topics.outcomes()).serializer();
        Serializer<HeldCommand> held = serdes.value(topics.held()).serializer();
        StreamPartitioner<String, SpecificRecord> byConversation = (topic, conversationId, value, partitions) ->
                Optional.of(Set.of(Partitions.of(conversationId, partitions)));
        return new Topology()
                .addSource(
                        READ_COMMANDS,
                        serdes.key().deserializer(),
                        required(serdes.value(topics.commands()).deserializer()),
                        topics.commands().name())
                .addProcessor(DECIDE_COMMANDS, new Supplier(new Decider(config), topics.commands()), READ_COMMANDS)
                .addSink(WRITE_EVENTS, topics.events().name(), keys, events, byConversation, DECIDE_COMMANDS)
                .addSink(WRITE_OUTCOMES, topics.outcomes().name(), keys, outcomes, byConversation, DECIDE_COMMANDS)
                .addSink(WRITE_HELD, topics.held().name(), keys, held, byConversation, DECIDE_COMMANDS);
    }

    /** A record without a value asks for nothing and can't be answered: it goes the way of the unreadable ones. */
    private static Deserializer<Command> required(Deserializer<Command> commands) {
        return (topic, bytes) -> {
            Command command = commands.deserialize(topic, bytes);
            if (command == null) {
                throw new SerializationException("a command without a value");
            }
            return command;
        };
    }

    private record Supplier(Decider decider, Topic<Command> commands)
            implements ProcessorSupplier<String, Command, String, SpecificRecord> {

        @Override
        public Processor<String, Command, String, SpecificRecord> get() {
            return new SequencerProcessor(decider, commands);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            StoreBuilder<KeyValueStore<byte[], byte[]>> state = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(STATE), Serdes.ByteArray(), Serdes.ByteArray())
                    .withLoggingEnabled(Map.of())
                    // A cache would only delay the changelog: every head is written once per command anyway.
                    .withCachingDisabled();
            return Set.of(state);
        }
    }
}
