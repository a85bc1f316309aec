package io.parley.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs Node and npm for tests, where they are on the path. */
public final class NodeTools {

    private static final int MINUTES = 5;

    private NodeTools() {}

    /** Whether there is a Node of this version or newer. */
    public static boolean hasNode(String version) {
        return succeeds(
                "node",
                "-e",
                "const at = v => v.split('.').reduce((sum, part) => sum * 1000 + parseInt(part), 0);"
                        + " process.exit(at(process.versions.node) >= at('" + version + "') ? 0 : 1)");
    }

    /** Whether npm gets an answer about a package; without a network it doesn't. */
    public static boolean npmKnows(String name) {
        return succeeds("npm", "view", name, "version", "--fetch-retries=0", "--fetch-timeout=20000");
    }

    /** Runs every {@code *.test.mjs} of a folder, and fails unless all pass. */
    public static void test(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(command::add);
        }
        String said = run(folder, Map.of(), command.toArray(String[]::new));
        assertThat(said).contains("# fail 0").doesNotContain("# pass 0\n");
    }

    /** Runs a command to its end, and returns what it said. */
    public static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".log");
        Process process = start(folder, environment, output, command);
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed: " + said);
        }
        return said;
    }

    public static Process start(Path folder, Map<String, String> environment, Path output, String... command)
            throws IOException {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        process.environment().putAll(environment);
        return process.start();
    }

    /** Copies what is in a repository of a folder: not what was installed or built there. */
    public static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of("node_modules", "dist", "target")
                            .noneMatch(made -> from.relativize(file).startsWith(made)))
                    .toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
