package io.parley.client;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Checks all JavaScript of the repository: the linter has no findings, the formatter would change nothing, and what uses
 * the types of the client compiles. Works on a copy, so that nothing is installed into the checkout.
 */
class JavaScriptStyleIT {

    private static final Path REPOSITORY = Path.of("..");

    /** Folders of what was made or installed, and of what no formatter cares for. */
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "target", "dist", ".git", ".parley");

    private static final Set<String> ENDINGS = Set.of("js", "mjs", "jsx", "ts", "css", "html", "json");

    /** What npm and the formatter read beside these. */
    private static final Set<String> SETTINGS = Set.of(".npmrc", ".prettierignore");

    @TempDir
    private static Path copy;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(
                NodeTools.hasNode("20.19.0"),
                "skipped: no Node 20.19 or newer on the PATH; install it to check the JavaScript's style");
        assumeTrue(
                NodeTools.npmKnows("eslint"),
                "skipped: there is no npm, or it reaches no registry to get a linter and a formatter from");
        copyJavaScript();
        NodeTools.run(copy, Map.of(), "npm", "ci", "--no-audit", "--no-fund");
    }

    @Test
    void shouldHaveNoFindingsOfTheLinter() throws Exception {
        NodeTools.run(copy, Map.of(), "npm", "run", "lint", "--", "--max-warnings=0");
    }

    @Test
    void shouldBeFormatted() throws Exception {
        NodeTools.run(copy, Map.of(), "npm", "run", "format:check");
    }

    @Test
    void shouldCompileWhatUsesTheTypesOfTheClient() throws Exception {
        NodeTools.run(copy, Map.of(), "npm", "run", "types");
    }

    @Test
    void shouldLookAtEveryModule() {
        assertThat(copy.resolve("client-js/src/main/js/parley-client.js")).exists();
        assertThat(copy.resolve("web-chat/src/main/resources/web/app.js")).exists();
        assertThat(copy.resolve("examples/bot/bot.js")).exists();
        assertThat(copy.resolve("examples/web-page/src/app.jsx")).exists();
    }

    private static void copyJavaScript() throws IOException {
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                String ending = name.substring(name.lastIndexOf('.') + 1);
                if (ENDINGS.contains(ending) || SETTINGS.contains(name)) {
                    Path target = copy.resolve(REPOSITORY.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
