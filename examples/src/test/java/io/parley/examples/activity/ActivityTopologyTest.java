package io.parley.examples.activity;

import io.parley.avro.Message;
import io.parley.examples.avro.Activity;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.topologies.Applications;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GoldenFile;
import io.parley.topologies.testkit.PipelineFixture;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ActivityTopologyTest {

    private static final String GROUP = Commands.group(1);
    private static final String OTHER = Commands.group(2);

    private final PipelineFixture pipeline =
            new PipelineFixture(Map.of(), Applications.CONVERSATION, ActivityApplication.ACTIVITY);
    private final Instant firstMinute = pipeline.now();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void shouldLookAsItWasReviewed() throws IOException {
        GoldenFile.check(
                "activity",
                ActivityTopology.build(
                        pipeline.topics(), new AvroSerdes(new LocalSchemaRegistry()), Duration.ofMinutes(10)));
    }

    @Test
    void shouldCountMessagesAloneByConversationAndMinute() {
        // Given
        pipeline.send(Commands.createGroup(GROUP, "ann", "c"));
        pipeline.send(Commands.createGroup(OTHER, "ann", "c"));

        // When
        pipeline.send(Commands.send(GROUP, "ann", "1", "hello"));
        pipeline.send(Commands.send(OTHER, "ann", "1", "hello"));
        pipeline.send(Commands.send(GROUP, "ann", "2", "hello"));
        pipeline.send(Commands.send(GROUP, "ann", "2", "a repeat"));
        pipeline.pass(Duration.ofMinutes(1));
        pipeline.send(Commands.send(GROUP, "ann", "3", "hello"));

        // Then
        assertThat(counts())
                .containsOnly(
                        Map.entry(GROUP + "@" + firstMinute, 2L),
                        Map.entry(OTHER + "@" + firstMinute, 1L),
                        Map.entry(GROUP + "@" + firstMinute.plusSeconds(60), 1L));
    }

    @Test
    void shouldGoOnCountingWhenItIsRestarted() {
        // Given
        pipeline.send(Commands.createGroup(GROUP, "ann", "c"));

        // When
        for (int i = 0; i < 6; i++) {
            pipeline.send(Commands.send(GROUP, "ann", "id-" + i, "hello"));
            pipeline.restart(ActivityApplication.ACTIVITY, 0);
        }

        // Then
        assertThat(counts()).containsOnly(Map.entry(GROUP + "@" + firstMinute, 6L));
    }

    @Test
    void shouldAgreeWithTheLogWhenAllIsCounted() {
        // Given
        pipeline.send(Commands.createGroup(GROUP, "ann", "c"));

        // When
        for (int i = 0; i < 40; i++) {
            pipeline.send(Commands.send(GROUP, "ann", "id-" + i, "hello"));
            pipeline.pass(Duration.ofSeconds(7));
        }

        // Then
        long messages = pipeline.values(pipeline.topics().events()).stream()
                .filter(event -> event.getBody() instanceof Message)
                .count();
        assertThat(counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(messages);
    }

    /** The last count of each key, as whoever reads a compacted topic has it. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        List<TestRecord<String, Activity>> records = pipeline.records(ActivityTopics.activity(pipeline.topics()));
        records.forEach(record -> counts.put(record.key(), record.value().getMessages()));
        return counts;
    }
}
