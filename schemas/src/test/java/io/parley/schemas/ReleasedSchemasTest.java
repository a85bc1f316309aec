package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
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
        return catalogue()
                .flatMap(topic -> released(topic).stream()
                        .map(file -> DynamicTest.dynamicTest(
                                topic.name() + " against " + RELEASED.relativize(file),
                                () -> assertCompatible(topic, new Schema.Parser().parse(file.toFile())))));
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveReleasedEveryTopicOnce() {
        return catalogue()
                .map(topic -> DynamicTest.dynamicTest(
                        topic.name(), () -> assertThat(released(topic)).isNotEmpty()));
    }

    private static void assertCompatible(Topic<?> topic, Schema earlier) {
        Schema now = schemaOf(topic);
        assertReads(now, earlier);
        if (topic.compatibility() == Compatibility.FULL_TRANSITIVE) {
            assertReads(earlier, now);
        }
    }

    private static void assertReads(Schema reader, Schema writer) {
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer))
                .satisfies(result -> assertThat(result.getType())
                        .describedAs(result.getResult().getIncompatibilities().toString())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE));
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
