package io.parley.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the tests run of Node's tools, where they are on the path. */
final class NodeTools {

    private static final int MINUTES = 5;

    private NodeTools() {}

    /** Whether there is a Node of this version or newer. */
    static boolean hasNode(String version) {
        return succeeds(
                "node",
                "-e",
                "const at = v => v.split('.').reduce((sum, part) => sum * 1000 + parseInt(part), 0);"
                        + " process.exit(at(process.versions.node) >= at('" + version + "') ? 0 : 1)");
    }

    /** Whether npm gets an answer about a package; without a network it doesn't. */
    static boolean npmKnows(String name) {
        return succeeds("npm", "view", name, "version", "--fetch-retries=0", "--fetch-timeout=20000");
    }

    /** Runs a command to its end, and returns what it said. */
    static String run(Path folder, Map<String, String> environment, String... command)
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

    static Process start(Path folder, Map<String, String> environment, Path output, String... command)
            throws IOException {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        process.environment().putAll(environment);
        return process.start();
    }

    /** Copies what is in a repository of a folder: not what was installed or built there. */
    static void copy(Path from, Path to) throws IOException {
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
