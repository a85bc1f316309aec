package io.parley.topologies;

import io.parley.avro.Event;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.testkit.PipelineFixture;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** Records re-keyed by the DSL meet Parley's own, and the kit shows it if they don't. */
class GroupStatisticsTest {

    /** As keys of Avro begin: with the id of a schema. */
    private static final String PREFIX = "\0\0\0\0\1";

    @Test
    void shouldFindEveryGroupWhenMinutesAreKeyedByConversationAgain() {
        // When
        List<Event> results = results(AvroSerdes::key);

        // Then
        assertThat(results)
                .hasSize(GroupStatistics.GROUPS)
                .allMatch(result -> result.getSequence() == 1)
                .extracting(Event::getConversationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldLoseGroupsWhenTheBytesOfKeysBeginWithSomethingElse() {
        // Given
        Serde<String> prefixed = Serdes.serdeFrom(
                (topic, id) -> Serdes.String().serializer().serialize(topic, PREFIX + id),
                (topic, bytes) ->
                        Serdes.String().deserializer().deserialize(topic, bytes).substring(PREFIX.length()));

        // When
        List<Event> results = results(serdes -> prefixed);

        // Then
        assertThat(results).hasSizeBetween(1, GroupStatistics.GROUPS / 2);
    }

    @Test
    void shouldFindEveryGroupWhenItIsKilledMeanwhile() {
        // Given
        Application statistics = GroupStatistics.application();
        List<Event> events = GroupStatistics.events();
        try (PipelineFixture pipeline = new PipelineFixture(Map.of(), statistics)) {
            put(pipeline, events.subList(0, GroupStatistics.GROUPS));
            pipeline.restart(statistics, 5);
            pipeline.withhold(statistics);

            // When
            put(pipeline, events.subList(GroupStatistics.GROUPS, events.size()));
            pipeline.crash(statistics, new Random(1));

            // Then
            assertThat(pipeline.values(GroupStatistics.results(pipeline.topics())))
                    .extracting(Event::getConversationId)
                    .containsAll(events.stream().map(Event::getConversationId).toList());
        }
    }

    private static List<Event> results(Function<AvroSerdes, Serde<String>> keys) {
        try (PipelineFixture pipeline = new PipelineFixture(Map.of(), GroupStatistics.application(keys))) {
            assertThat(pipeline.topics().events().partitions()).isEqualTo(4);
            put(pipeline, GroupStatistics.events());
            return pipeline.values(GroupStatistics.results(pipeline.topics()));
        }
    }

    private static void put(PipelineFixture pipeline, List<Event> events) {
        events.forEach(event -> pipeline.put(pipeline.topics().events(), event.getConversationId(), event));
    }
}
