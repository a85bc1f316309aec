package io.parley.topologies.testkit;

import org.apache.kafka.streams.Topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a topology with its last reviewed description. A difference moves data: a renamed store loses its content.
 * So the failure explains the effect on the data before it shows the two descriptions.
 *
 * <p>With {@code -Dparley.docs=write} it writes the file instead, for use after that effect has been considered.
 */
public final class GoldenFile {

    private static final Path FOLDER = Path.of("src", "test", "resources", "topologies");

    private GoldenFile() {}

    /**
     * Compares the description with the file of that name.
     *
     * @throws AssertionError if they differ, with the effect
     */
    public static void check(String name, Topology topology) throws IOException {
        check(FOLDER, name, topology);
    }

    static void check(Path folder, String name, Topology topology) throws IOException {
        Path file = folder.resolve(name + ".txt");
        String now = topology.describe().toString();
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.createDirectories(folder);
            Files.writeString(file, now);
        }
        if (!Files.exists(file)) {
            throw new AssertionError("topology " + name + " was never reviewed: there is no " + file
                    + ". Run with -Dparley.docs=write to make it, and look at it.");
        }
        String reviewed = Files.readString(file);
        if (!now.strip().equals(reviewed.strip())) {
            throw new AssertionError(message(name, file, reviewed, now));
        }
    }

    private static String message(String name, Path file, String reviewed, String now) {
        return "topology " + name + " is not as it was reviewed (" + file + ").\n\nWhat comes of it:\n"
                + String.join("\n", TopologyChanges.between(name, reviewed, now))
                + "\n\nIf that is what you want, and it is dealt with (docs/extending.md, \"Evolving a topology\"), run with"
                + " -Dparley.docs=write to renew the file.\n\nReviewed:\n"
                + reviewed + "\nNow:\n" + now;
    }
}
