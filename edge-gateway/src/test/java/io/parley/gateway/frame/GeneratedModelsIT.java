package io.parley.gateway.frame;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Models of every frame in two languages, made of the AsyncAPI document by a generator that others use, and compiled. */
class GeneratedModelsIT {

    private static final Path DOCUMENT = Path.of("src/main/resources/asyncapi/parley.v1.yaml");
    private static final Path SCRIPT = Path.of("src/test/js/models/generate.mjs");
    private static final int MINUTES = 10;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(
                npm("view", "@asyncapi/modelina", "version", "--fetch-retries=0", "--fetch-timeout=20000") == 0,
                "skipped: there is no npm, or it reaches no registry to get a generator of models from");
        Files.copy(SCRIPT, folder.resolve("generate.mjs"));
        assertThat(npm("install", "--no-audit", "--no-fund", "@asyncapi/modelina@5.10.1", "typescript@5.9.3"))
                .as(said())
                .isZero();
    }

    @Test
    void shouldMakeModelsThatHaveNamesAndCompile() throws Exception {
        // When
        Path models = Files.createDirectories(folder.resolve("models"));
        int made = run("node", "generate.mjs", DOCUMENT.toAbsolutePath().toString(), models.toString());

        // Then
        assertThat(made).as(said()).isZero();
        for (String language : List.of("java", "typescript")) {
            assertThat(Files.readAllLines(models.resolve(language + ".txt")))
                    .as(language)
                    .hasSizeGreaterThan(40)
                    .contains("SendCommand", "HistoryRequest", "HistoryFrame", "MessageEvent", "InboxEntry")
                    .noneMatch(name -> name.contains("Anonymous"));
        }
        assertThat(compileJava(models.resolve("java"))).isZero();
        assertThat(compileTypeScript(files(models.resolve("typescript"), ".ts")))
                .as(said())
                .isZero();
    }

    private static int compileJava(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", sources.toString()));
        arguments.addAll(files(sources, ".java"));
        return compiler.run(null, null, null, arguments.toArray(String[]::new));
    }

    private static int compileTypeScript(List<String> sources) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "node",
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--strict",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom",
                "--module",
                "es2022",
                "--moduleResolution",
                "bundler"));
        command.addAll(sources);
        return run(command.toArray(String[]::new));
    }

    private static List<String> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toString)
                    .filter(file -> file.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static int npm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        try {
            return run(command.toArray(String[]::new));
        } catch (IOException thereIsNone) {
            return -1;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.log").toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        return ended ? process.exitValue() : -1;
    }

    private static String said() throws IOException {
        Path log = folder.resolve("said.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
