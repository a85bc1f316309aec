package io.parley.schemas;

import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static io.parley.schemas.ReleasedSchemas.schemaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Holds today's schemas against those of every release in {@code released}. With {@code -Dparley.release=<version>} the
 * test first keeps today's there: part of making a release. Between releases nothing is written there: what no release
 * has written binds nobody, and a topic that is newer than the last release has nothing to be held against.
 */
class ReleasedSchemasTest {

    private static final ReleasedSchemas RELEASED = new ReleasedSchemas(Path.of("released"));

    @TestFactory
    Stream<DynamicTest> shouldReadWhatEarlierReleasesWrote() throws IOException {
        String version = System.getProperty("parley.release");
        if (version != null) {
            RELEASED.release(version, catalogue());
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Topic<?> topic : catalogue()) {
            for (Path file : RELEASED.of(topic)) {
                tests.addAll(directions(topic, file));
            }
        }
        return tests.stream();
    }

    /** What is written by one version and read by the other, each a test that says which. */
    private static List<DynamicTest> directions(Topic<?> topic, Path file) {
        String schema = topic.valueType().getSimpleName();
        String release = file.getParent().getFileName().toString();
        DynamicTest back = DynamicTest.dynamicTest(
                schema + " of today reads " + topic.name() + " as " + release + " wrote it",
                () -> assertReads(schema + " of today", schemaOf(topic), "release " + release, parse(file)));
        DynamicTest forth = DynamicTest.dynamicTest(
                schema + " of " + release + " reads " + topic.name() + " as today's version writes it",
                () -> assertReads(schema + " of release " + release, parse(file), "today's version", schemaOf(topic)));
        return topic.compatibility() == Compatibility.FULL_TRANSITIVE ? List.of(back, forth) : List.of(back);
    }

    @Test
    void shouldStillHaveEveryTopicThatWasReleased() throws IOException {
        // Given
        List<String> today = catalogue().stream().map(ReleasedSchemas::fileOf).toList();

        // Then
        assertThat(RELEASED.releases()).isNotEmpty();
        for (Path release : RELEASED.releases()) {
            assertThat(ReleasedSchemas.schemas(release))
                    .extracting(file -> file.getFileName().toString())
                    .isNotEmpty()
                    .isSubsetOf(today);
        }
    }

    @Test
    void shouldLeaveReleasesAsTheyWere() throws IOException {
        for (Path release : RELEASED.releases()) {
            assertThat(ReleasedSchemas.sums(release))
                    .as("files of %s: a release is written once, by -Dparley.release, and never changes", release)
                    .isEqualTo(ReleasedSchemas.recordedSums(release));
        }
    }

    @Test
    void shouldKeepEveryTopicOnceWhenReleasing(@TempDir Path folder) throws IOException {
        // Given
        ReleasedSchemas released = new ReleasedSchemas(folder);

        // When
        released.release("1.2.3", catalogue());

        // Then
        for (Topic<?> topic : catalogue()) {
            assertThat(released.of(topic)).hasSize(1);
            assertThat(parse(released.of(topic).get(0))).isEqualTo(schemaOf(topic));
        }
        Path release = folder.resolve("1.2.3");
        assertThat(ReleasedSchemas.sums(release))
                .isEqualTo(ReleasedSchemas.recordedSums(release))
                .contains("  Command.avsc\n");
        Files.writeString(release.resolve("Later.avsc"), "{}");
        assertThat(ReleasedSchemas.sums(release)).isNotEqualTo(ReleasedSchemas.recordedSums(release));
    }

    @Test
    void shouldRefuseToReleaseTwiceOrUnderNoVersion(@TempDir Path folder) throws IOException {
        // Given
        ReleasedSchemas released = new ReleasedSchemas(folder);
        released.release("1.2.3", catalogue());

        // Then
        assertThatThrownBy(() -> released.release("1.2.3", catalogue()))
                .hasMessageContaining("parley.release: 1.2.3 (expected: a version that is not released;");
        assertThatThrownBy(() -> released.release("1.2.4-SNAPSHOT", catalogue()))
                .hasMessage("parley.release: 1.2.4-SNAPSHOT (expected: a version such as 1.2.3)");
    }

    private static void assertReads(String reading, Schema reader, String writing, Schema writer) {
        assertThat(SchemaChanges.between(reader, writer))
                .describedAs(
                        "%s can't read what %s writes. An installation that is updated has both at once; change the schema so"
                                + " that it can (a default for what is new, no symbol that others don't know). The files in"
                                + " released/ say what is in use and never change",
                        reading, writing)
                .isEmpty();
    }

    private static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(file.toFile());
    }

    private static List<Topic<?>> catalogue() {
        Topics topics = new Topics(CatalogueConfig.small());
        List<Topic<?>> all = new ArrayList<>(topics.all());
        all.add(topics.deliveries(new GatewayId("x")));
        return all;
    }
}
