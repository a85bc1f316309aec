package io.parley.webchat;

import io.parley.client.NodeTools;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the tests of the web chat, which are written in its own language. */
class WebChatTest {

    @Test
    void shouldPassItsOwnTestsWhenThereIsNode() throws Exception {
        assumeTrue(
                NodeTools.hasNode("20.0.0"),
                "skipped: no Node 20 or newer on the PATH; install it to test the web chat");
        NodeTools.test(Path.of("src/test/js"));
    }
}
