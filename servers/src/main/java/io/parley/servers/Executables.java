package io.parley.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the programs that the children run. */
final class Executables {

    private Executables() {}

    /** Returns the program of this name on the PATH. */
    static Optional<Path> find(String name) {
        return find(name, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<Path> find(String name, String path) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                // The PATH may name folders by where this process is; the children are elsewhere.
                .map(folder -> Path.of(folder, name).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * Lists the options of every Java child: it unpacks native libraries where this process may, and writes numbers in
     * Western digits under every locale.
     */
    static List<String> javaOptions() {
        return List.of(
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-Duser.language=en", "-Duser.country=US");
    }

    /** Returns the Java that runs this process. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
