package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds today's schemas against those of every release, kept in {@code released/<version>/<topic>.avsc}. With {@code
 * -Dparley.release=<version>} the test writes today's there instead: part of making a release.
 *
 * <p>What no release has written binds nobody: the files of 0.1.0 were made anew, before it was released, when {@code Event}
 * got a kind ({@code roleChanged}), which those who read it earlier could not have read.
 */
class ReleasedSchemasTest {

    private static final Path RELEASED = Path.of("released");

    @TestFactory
    Stream<DynamicTest> shouldReadWhatEarlierReleasesWrote() throws IOException {
        writeWhenReleasing();
        return catalogue().flatMap(topic -> released(topic).stream().flatMap(file -> directions(topic, file)));
    }

    /** What is written by one version and read by the other, each a test that says which. */
    private static Stream<DynamicTest> directions(Topic<?> topic, Path file) {
        String schema = topic.valueType().getSimpleName();
        String release = file.getParent().getFileName().toString();
        DynamicTest back = DynamicTest.dynamicTest(
                schema + " of today reads " + topic.name() + " as " + release + " wrote it",
                () -> assertReads(schema + " of today", schemaOf(topic), "release " + release, parse(file)));
        DynamicTest forth = DynamicTest.dynamicTest(
                schema + " of " + release + " reads " + topic.name() + " as today's version writes it",
                () -> assertReads(schema + " of release " + release, parse(file), "today's version", schemaOf(topic)));
        return topic.compatibility() == Compatibility.FULL_TRANSITIVE ? Stream.of(back, forth) : Stream.of(back);
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveReleasedEveryTopicOnce() {
        return catalogue()
                .map(topic -> DynamicTest.dynamicTest(
                        topic.name(), () -> assertThat(released(topic)).isNotEmpty()));
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

    private static List<Path> released(Topic<?> topic) {
        try (Stream<Path> versions = Files.list(RELEASED)) {
            return versions.map(version -> version.resolve(fileOf(topic)))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("no released schemas at " + RELEASED.toAbsolutePath(), e);
        }
    }

    private static void writeWhenReleasing() throws IOException {
        String version = System.getProperty("parley.release");
        if (version == null) {
            return;
        }
        Path folder = Files.createDirectories(RELEASED.resolve(version));
        for (Topic<?> topic : catalogue().toList()) {
            Files.writeString(folder.resolve(fileOf(topic)), schemaOf(topic).toString(true) + "\n");
        }
    }

    private static Stream<Topic<?>> catalogue() {
        Topics topics = new Topics(CatalogueConfig.small());
        return Stream.concat(topics.all().stream(), Stream.of(topics.deliveries(new GatewayId("x"))));
    }

    private static Schema schemaOf(Topic<?> topic) {
        return SpecificData.get().getSchema(topic.valueType());
    }

    private static String fileOf(Topic<?> topic) {
        return topic.valueType().getSimpleName() + ".avsc";
    }
}
