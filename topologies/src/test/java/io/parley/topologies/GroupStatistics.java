package io.parley.topologies;

import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Role;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Compatibility;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.NamedStreams;
import io.parley.topologies.testkit.Commands;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A topology as an extension would write it, without a partitioner: messages counted per minute, keyed by conversation
 * again, and joined with the roster. The count is the number of the result, an event as the group was created by.
 */
final class GroupStatistics {

    static final int GROUPS = 50;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private GroupStatistics() {}

    /** With the keys of the catalogue. */
    static Application application() {
        return application(AvroSerdes::key);
    }

    /** @param keys of what is repartitioned */
    static Application application(Function<AvroSerdes, Serde<String>> keys) {
        return new Application(
                "statistics",
                Guarantee.AT_LEAST_ONCE,
                List.of(),
                (settings, taken) -> List.of(),
                topics -> List.of(results(topics)),
                (topics, serdes, settings) -> topology(topics, serdes, keys.apply(serdes)));
    }

    static Topic<Event> results(Topics topics) {
        return new Topic<>(
                topics.config().prefix() + "statistics",
                "conversation id",
                "messages of a minute, with who could read them",
                Event.class,
                topics.events().partitions(),
                topics.events().replication(),
                Compatibility.BACKWARD,
                Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));
    }

    private static Topology topology(Topics topics, AvroSerdes serdes, Serde<String> keys) {
        StreamsBuilder builder = NamedStreams.builder();
        KStream<String, Event> events = builder.stream(
                topics.events().name(),
                Consumed.with(serdes.key(), serdes.value(topics.events())).withName("read-events"));
        KTable<String, Event> groups = events.filter(
                        (conversation, event) -> event.getBody() instanceof Created, Named.as("keep-created"))
                .toTable(
                        Named.as("know-groups"),
                        Materialized.<String, Event, KeyValueStore<Bytes, byte[]>>as("groups")
                                .withKeySerde(serdes.key())
                                .withValueSerde(serdes.value(topics.events())));
        events.filter((conversation, event) -> event.getBody() instanceof Message, Named.as("keep-messages"))
                .groupByKey(Grouped.with("by-conversation", serdes.key(), serdes.value(topics.events())))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(MINUTE))
                .count(
                        Named.as("count"),
                        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("minutes")
                                .withKeySerde(serdes.key())
                                .withValueSerde(Serdes.Long()))
                .toStream(Named.as("tell"))
                .map((minute, count) -> KeyValue.pair(minute.key(), count), Named.as("key-by-conversation"))
                .join(
                        groups,
                        (count, created) ->
                                Event.newBuilder(created).setSequence(count).build(),
                        Joined.with(keys, Serdes.Long(), serdes.value(topics.events()), "minutes-by-conversation"))
                .to(
                        results(topics).name(),
                        Produced.with(serdes.key(), serdes.value(topics.events()))
                                .withName("write-statistics"));
        return builder.build();
    }

    /** Groups that are created, and then a message in each. */
    static List<Event> events() {
        return IntStream.rangeClosed(1, 2)
                .boxed()
                .flatMap(sequence -> IntStream.rangeClosed(1, GROUPS)
                        .mapToObj(group -> new Event(
                                Commands.group(group),
                                (long) sequence,
                                "id-" + sequence,
                                "ann",
                                Instant.ofEpochSecond(1_700_000_000L),
                                sequence == 1 ? created() : new Message("hello", "text/plain", false, null))))
                .toList();
    }

    private static Created created() {
        return new Created(ConversationKind.GROUP, List.of(new Member("ann", Role.OWNER)), null);
    }
}
