package io.parley.topologies.testkit;

import org.apache.kafka.streams.Topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a topology looked like when it was last reviewed. A difference moves data: a renamed store loses what it had. With
 * {@code -Dparley.docs=write} the file is written instead.
 */
public final class GoldenFile {

    private static final Path FOLDER = Path.of("src", "test", "resources", "topologies");

    private GoldenFile() {}

    /** Holds the description against the file of that name. */
    public static void check(String name, Topology topology) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String description = topology.describe().toString();
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, description);
        }
        assertThat(file)
                .usingCharset(StandardCharsets.UTF_8)
                .as("run with -Dparley.docs=write to renew it")
                .hasContent(description);
    }
}
