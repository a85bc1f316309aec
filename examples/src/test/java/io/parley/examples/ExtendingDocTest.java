package io.parley.examples;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code docs/extending.md} shows is what is compiled and tested here, to the letter. */
class ExtendingDocTest {

    private static final Path DOC = Path.of("..", "docs", "extending.md");
    private static final Pattern SNIPPET =
            Pattern.compile("^```(?:java|xml)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> shouldShowCodeThatIsCompiled() throws IOException {
        // Given
        List<String> sources = sources();
        List<String> snippets = SNIPPET.matcher(Files.readString(DOC))
                .results()
                .map(match -> match.group(1))
                .toList();

        // Then
        assertThat(snippets).hasSizeGreaterThan(5);
        return snippets.stream()
                .map(snippet -> DynamicTest.dynamicTest(
                        snippet.strip().lines().findFirst().orElseThrow(),
                        () -> assertThat(sources).anyMatch(source -> source.contains(snippet))));
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>(
                List.of(Files.readString(Path.of("pom.xml")), Files.readString(Path.of("outside", "pom.xml"))));
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }

    @Test
    void shouldLetProjectsOutsideBeginWithTheVersionsThatAreHere() throws IOException {
        // Given
        String outside = Files.readString(Path.of("outside", "pom.xml"));
        String parley = Files.readString(Path.of("..", "pom.xml"));

        // Then
        assertThat(outside)
                .contains("<parley.version>" + between(parley, "<version>", "</version>") + "<")
                .contains("<version>" + between(parley, "<surefire.version>", "<") + "<")
                .contains("<version>" + between(parley, "<compiler-plugin.version>", "<") + "<");
    }

    private static String between(String text, String begin, String end) {
        int at = text.indexOf(begin) + begin.length();
        return text.substring(at, text.indexOf(end, at));
    }
}
