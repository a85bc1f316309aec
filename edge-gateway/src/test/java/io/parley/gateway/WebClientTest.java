package io.parley.gateway;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Runs the tests of the web chat's protocol client, which are written in its own language. */
class WebClientTest {

    private static final Path TESTS = Path.of("src/test/js");
    private static final String SUFFIX = ".test.mjs";
    private static final long MINUTES = 5;

    @Test
    void shouldPassItsOwnTestsWhenThereIsNode() throws Exception {
        // Given
        assumeThat(hasNode())
                .as("the tests of the web chat's client need node 20 or newer on the path; install it to run them")
                .isTrue();
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.walk(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(SUFFIX))
                    .sorted()
                    .forEach(command::add);
        }

        // When
        Path output = Files.createTempFile("node-test", ".log");
        Process node = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = node.waitFor(MINUTES, TimeUnit.MINUTES);
        node.destroyForcibly();

        // Then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(node.exitValue()).as(said).isZero();
        assertThat(said).contains("# fail 0").doesNotContain("# pass 0\n");
    }

    private static boolean hasNode() {
        try {
            Process node = new ProcessBuilder(
                            "node", "-e", "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)")
                    .redirectErrorStream(true)
                    .start();
            return node.waitFor(1, TimeUnit.MINUTES) && node.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
