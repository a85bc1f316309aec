package io.parley.standalone;

import io.parley.client.NodeTools;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The JavaScript package, by what it gives out, against a real gateway with all of Parley behind it. */
class ClientPackageIT {

    private static final Path TEST = Path.of("..", "client-js", "src", "test", "js", "gateway.it.mjs");
    private static final int MINUTES = 5;

    @Test
    void shouldDoAllThatItIsForWhenItsOtherEndIsParley() throws Exception {
        // Given
        assumeTrue(
                NodeTools.hasNode("20.0.0"),
                "skipped: no Node 20 or newer on the PATH; install it to test the JavaScript client");
        Path output = Path.of("target", "client-package.log");
        ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=tap", TEST.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment().put("PARLEY_URL", RunningParley.shared().page().toString());

        // When
        Process running = node.start();
        boolean ended = running.waitFor(MINUTES, TimeUnit.MINUTES);
        running.destroyForcibly().waitFor();

        // Then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(running.exitValue()).as(said).isZero();
        assertThat(said).contains("# fail 0", "# skipped 0").doesNotContain("# pass 0\n");
    }
}
