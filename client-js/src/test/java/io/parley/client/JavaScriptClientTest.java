package io.parley.client;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the tests of the JavaScript client, which are written in its own language. */
class JavaScriptClientTest {

    @Test
    void shouldPassItsOwnTestsWhenThereIsNode() throws Exception {
        assumeTrue(
                NodeTools.hasNode("20.0.0"),
                "skipped: no Node 20 or newer on the PATH; install it to test the JavaScript client");
        NodeTools.test(Path.of("src/test/js"));
    }
}
