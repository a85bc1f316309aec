package io.parley.standalone;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Code and documents use the plain words of the field: banned ones fail with their file and line. */
class PlainWordsTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** A subject and a verb of the field say more: notify, send, report, show, write; the reader, all, any; is invalid. */
    private static final Pattern BANNED = Pattern.compile(
            "(?i)(?<![\\w-])(told|tells?|telling|whoever|whatever|whichever|makes? no sense)(?![\\w-])");

    /** Javadoc begins with a verb or a noun, not with a clause that stands for one. */
    private static final Pattern HEADLESS = Pattern.compile("/\\*\\*\\s+(?:\\*\\s+)?(What|Where|Who|Whom|Whose)\\b");

    @Test
    void shouldFindNoBannedWordsInSources() throws IOException {
        // When
        List<Path> sources = sources();

        // Then
        assertThat(sources).hasSizeGreaterThan(400);
        assertThat(findings(sources, BANNED)).isEmpty();
    }

    @Test
    void shouldFindNoHeadlessClauseAtTheBeginningOfJavadoc() throws IOException {
        assertThat(findings(sources(), HEADLESS)).isEmpty();
    }

    @Test
    void shouldFindNoBannedWordsInDocuments() throws IOException {
        // When
        List<Path> documents = documents();

        // Then
        assertThat(documents).hasSizeGreaterThan(15);
        assertThat(findings(documents, BANNED)).isEmpty();
    }

    @Test
    void shouldNameTheLineWhenAWordIsBanned() {
        // Given
        String text =
                "/** Sends it. */\nint a;\n/** Whoever reads is told. */\nint told() {}\n\"tell-watchers\" toldAgain";

        // When
        List<String> findings = findings("A.java", text, BANNED);

        // Then
        assertThat(findings).containsExactly("A.java:3: Whoever", "A.java:3: told", "A.java:4: told");
    }

    @Test
    void shouldNameTheLineWhenJavadocBeginsWithAClause() {
        // Given
        String text =
                "class A {\n    /**\n     * What it is.\n     */\n    int a;\n    /** Where it is. */\n    int b;\n"
                        + "    /** Whether it is. */\n    boolean c;\n}";

        // When
        List<String> findings = findings("A.java", text, HEADLESS);

        // Then
        assertThat(findings).containsExactly("A.java:3: What", "A.java:6: Where");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            List<Path> roots = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            return filesIn(roots, ".java");
        }
    }

    /** Decision records are left as they were decided. */
    private static List<Path> documents() throws IOException {
        List<Path> documents = filesIn(List.of(REPOSITORY.resolve("docs")), ".md").stream()
                .filter(document -> !document.getParent().endsWith("adr"))
                .toList();
        return Stream.concat(
                        documents.stream(),
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "client-js/README.md")
                                .map(REPOSITORY::resolve))
                .toList();
    }

    private static List<Path> filesIn(List<Path> roots, String ending) throws IOException {
        Stream.Builder<Path> files = Stream.builder();
        for (Path root : roots) {
            try (Stream<Path> all = Files.walk(root)) {
                all.filter(file -> file.getFileName().toString().endsWith(ending))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files.build().toList();
    }

    private static List<String> findings(List<Path> files, Pattern banned) throws IOException {
        Stream.Builder<String> findings = Stream.builder();
        for (Path file : files) {
            findings(REPOSITORY.relativize(file).toString(), Files.readString(file), banned)
                    .forEach(findings::add);
        }
        return findings.build().toList();
    }

    private static List<String> findings(String name, String text, Pattern banned) {
        return banned.matcher(text)
                .results()
                .map(found -> name + ":" + line(text, found.start(1)) + ": " + found.group(1))
                .toList();
    }

    private static long line(String text, int position) {
        return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
}
