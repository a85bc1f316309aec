package io.parley.topologies.testkit;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GoldenFileTest {

    @TempDir
    Path folder;

    @BeforeEach
    void review() throws IOException {
        Files.writeString(
                folder.resolve("activity.txt"),
                counting("count-words", "activity-words").describe().toString());
    }

    @Test
    void shouldPassWhenNothingHasChanged() {
        assertThatCode(() -> GoldenFile.check(folder, "activity", counting("count-words", "activity-words")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheEmptyStoreAndTheOrphanedChangelogWhenAStoreIsRenamed() {
        assertThatThrownBy(() -> GoldenFile.check(folder, "activity", counting("count-words", "activity-numbers")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("store activity-words is gone")
                .hasMessageContaining("<prefix>activity-activity-words-changelog stays behind, orphaned")
                .hasMessageContaining("store activity-numbers is new: it starts empty")
                .hasMessageMatching("(?s).*Reviewed:.*\\[activity-words].*Now:.*\\[activity-numbers].*");
    }

    @Test
    void shouldReportNoEffectOnDataWhenOnlyAProcessorIsRenamed() {
        assertThatThrownBy(() -> GoldenFile.check(folder, "activity", counting("count", "activity-words")))
                .hasMessageContaining("no store and no topic changes its name")
                .hasMessageContaining("that are gone: [count-words], that are new: [count]")
                .hasMessageContaining("nothing happens to the data");
    }

    @Test
    void shouldAskForAReviewWhenThereWasNone() {
        assertThatThrownBy(() -> GoldenFile.check(folder, "other", counting("count-words", "activity-words")))
                .hasMessageContaining("was never reviewed");
    }

    private static Topology counting(String processor, String store) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        "parley.events",
                        Consumed.with(Serdes.String(), Serdes.String()).withName("read-events"))
                .groupByKey(Grouped.as("by-key"))
                .count(Named.as(processor), Materialized.as(store));
        return builder.build();
    }
}
