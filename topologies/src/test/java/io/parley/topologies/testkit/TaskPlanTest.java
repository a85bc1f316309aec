package io.parley.topologies.testkit;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** As many tasks, and as many partitions of repartition topics, as the engine would make. */
class TaskPlanTest {

    private static final Serde<String> STRING = Serdes.String();

    private final StreamsBuilder builder = new StreamsBuilder();

    @Test
    void shouldMakeATaskForEachPartitionThatAPartReads() {
        // Given
        stream("four").merge(stream("two")).to("out");
        stream("one").to("out");

        // When
        TaskPlan plan = plan(Map.of("four", 4, "two", 2, "one", 1));

        // Then
        assertThat(plan.parts()).extracting(TaskPlan.Part::tasks).containsExactlyInAnyOrder(4, 1);
        assertThat(plan.reads("two")).isTrue();
        assertThat(plan.reads("out")).isFalse();
    }

    @Test
    void shouldRepartitionIntoAsManyPartitionsAsItsWriterReadsOrSays() {
        // Given
        stream("four").repartition(repartitioned("as-read")).to("out");
        stream("two")
                .repartition(repartitioned("as-said").withNumberOfPartitions(7))
                .to("out");

        // When
        TaskPlan plan = plan(Map.of("four", 4, "two", 2));

        // Then
        assertThat(plan.partitionsOf("fixture-as-read-repartition")).isEqualTo(4);
        assertThat(plan.partitionsOf("fixture-as-said-repartition")).isEqualTo(7);
    }

    @Test
    void shouldRepartitionIntoAsManyPartitionsAsWhatItIsJoinedWithHas() {
        // Given
        joinWithTable(stream("two").selectKey((key, value) -> value), "four");

        // When
        TaskPlan plan = plan(Map.of("two", 2, "four", 4));

        // Then
        assertThat(plan.partitionsOf("fixture-joined-repartition")).isEqualTo(4);
        assertThat(plan.parts()).extracting(TaskPlan.Part::tasks).containsExactlyInAnyOrder(2, 4);
    }

    @Test
    void shouldReadATopicEverywhereWhenItIsOfAGlobalTable() {
        // Given
        builder.globalTable("global", Consumed.with(STRING, STRING));
        stream("two").to("out");

        // When
        TaskPlan plan = plan(Map.of("two", 2, "global", 3));

        // Then
        assertThat(plan.isEverywhere("global")).isTrue();
        assertThat(plan.parts()).extracting(TaskPlan.Part::tasks).containsExactly(2);
    }

    @Test
    void shouldRefuseAsTheEngineDoesWhenWhatIsJoinedHasOtherPartitions() {
        // Given
        joinWithTable(stream("two"), "four");

        // When // Then
        assertThatThrownBy(() -> plan(Map.of("two", 2, "four", 4)))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("not co-partitioned");
    }

    @Test
    void shouldNameATopicWhosePartitionsNobodyKnows() {
        // Given
        stream("two").merge(stream("unheard-of")).to("out");

        // When // Then
        assertThatThrownBy(() -> plan(Map.of("two", 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("unheard-of is read");
    }

    private void joinWithTable(KStream<String, String> stream, String topic) {
        KTable<String, String> table = builder.table(topic, Consumed.with(STRING, STRING), Materialized.as("table"));
        stream.join(table, (left, right) -> left, Joined.with(STRING, STRING, STRING, "joined"))
                .to("out");
    }

    private KStream<String, String> stream(String topic) {
        return builder.stream(List.of(topic), Consumed.with(STRING, STRING));
    }

    private static Repartitioned<String, String> repartitioned(String name) {
        return Repartitioned.<String, String>as(name).withKeySerde(STRING).withValueSerde(STRING);
    }

    private TaskPlan plan(Map<String, Integer> partitions) {
        return TaskPlan.of(
                builder.build(),
                new StreamsConfig(Map.of(
                        StreamsConfig.APPLICATION_ID_CONFIG,
                        TopologyFixture.APPLICATION,
                        StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "none:1")),
                partitions);
    }
}
