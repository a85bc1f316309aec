package io.parley.topologies;

import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.testkit.TopologyPicture;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/topologies.md} against the code. With {@code -Dparley.docs=write} the test writes it instead. */
class TopologiesDocTest {

    private static final Path DOC = Path.of("..", "docs", "topologies.md");

    @Test
    void shouldDrawEveryTopologyInTheDocs() throws IOException {
        // Given
        String expected = document();
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOC, expected);
        }

        // Then
        assertThat(DOC)
                .usingCharset(StandardCharsets.UTF_8)
                .describedAs("run with -Dparley.docs=write to renew it")
                .hasContent(expected);
    }

    private static String document() {
        return """
                # Topologies

                Drawn from the topologies' own descriptions (`Topology.describe()`); a test compares the two.

                Round: a topic.
                Square: a source, processor or sink.
                A cylinder: a store, with a changelog.
                A box around them: a sub-topology, with a task for each partition that it reads.
                Names of stores and repartition topics are names of data: [extending.md](extending.md) explains how to \
                change one.

                """ + Applications.ALL.stream().map(TopologiesDocTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(Application application) {
        Topology topology = application
                .topology()
                .build(
                        new Topics(CatalogueConfig.small()),
                        new AvroSerdes(new LocalSchemaRegistry()),
                        application.settingsAmong(Map.of()));
        return "## " + application.name() + "\n\n```mermaid\n" + TopologyPicture.of(topology) + "```\n";
    }
}
