package io.parley.webchat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The web chat has to do without what its own policy forbids. */
class WebPageTest {

    private static final Path PAGE = Path.of("src/main/resources/web/index.html");

    @Test
    void shouldHoldNoScriptAndNoStyleOfItsOwn() throws IOException {
        assertThat(Files.readString(PAGE))
                .containsPattern("<script [^>]*src=")
                .doesNotContainPattern("(?i)<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("(?i)<style[\\s>]")
                .doesNotContainPattern("(?i)\\sstyle\\s*=")
                .doesNotContainPattern("(?i)<[^>]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("(?i)javascript:");
    }
}
