package io.parley.examples.activity;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.examples.avro.Activity;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.parts.NamedStreams;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Counts messages per conversation and minute. Each count is written as it grows, not only when its minute is over:
 * time advances by events alone, so in a partition without further events the last minute would never end. Readers take
 * the last count of each key, which compaction keeps.
 */
final class ActivityTopology {

    static final String READ_EVENTS = "read-events";
    static final String KEEP_MESSAGES = "keep-messages";
    static final String BY_CONVERSATION = "by-conversation";
    static final String COUNT = "count-per-minute";
    static final String TO_ACTIVITY = "tell-activity";
    static final String WRITE = "write-activity";
    static final String MINUTES = "activity-minutes";

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ActivityTopology() {}

    /**
     * Makes the topology; pure.
     *
     * @param lateness how far an event may be behind the newest of its partition and still be counted
     */
    static Topology build(Topics topics, AvroSerdes serdes, Duration lateness) {
        StreamsBuilder builder = NamedStreams.builder();
        Topic<Activity> activity = ActivityTopics.activity(topics);
        builder.stream(
                        topics.events().name(),
                        Consumed.with(serdes.key(), serdes.value(topics.events()))
                                .withName(READ_EVENTS))
                .filter((conversationId, event) -> isMessage(event), Named.as(KEEP_MESSAGES))
                .groupByKey(Grouped.with(BY_CONVERSATION, serdes.key(), serdes.value(topics.events())))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, lateness))
                .count(
                        Named.as(COUNT),
                        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(MINUTES)
                                .withKeySerde(serdes.key())
                                .withValueSerde(Serdes.Long())
                                .withRetention(MINUTE.plus(lateness)))
                .toStream(Named.as(TO_ACTIVITY + "-of-minutes"))
                .map(ActivityTopology::activity, Named.as(TO_ACTIVITY))
                .to(
                        activity.name(),
                        Produced.<String, Activity>with(serdes.key(), serdes.value(activity))
                                .withName(WRITE)
                                .withStreamPartitioner((topic, key, value, partitions) ->
                                        Optional.of(Set.of(activity.partitionOf(value.getConversationId())))));
        return builder.build();
    }

    private static boolean isMessage(Event event) {
        return event != null && event.getBody() instanceof Message;
    }

    private static KeyValue<String, Activity> activity(Windowed<String> minute, long messages) {
        return KeyValue.pair(
                minute.key() + "@" + minute.window().startTime(),
                new Activity(minute.key(), minute.window().startTime(), messages));
    }
}
