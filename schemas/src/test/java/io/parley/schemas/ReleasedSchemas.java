package io.parley.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schemas of values that releases have written, each in {@code <version>/<record>.avsc}. Beside them a list of their
 * SHA-256 sums shows that a release stays as it was: {@code sha256sum -c SHA256SUMS}.
 */
record ReleasedSchemas(Path folder) {

    private static final String SUMS = "SHA256SUMS";
    private static final Pattern VERSION = Pattern.compile("\\d+[.]\\d+[.]\\d+");

    /** The folders of the releases, oldest first by name. */
    List<Path> releases() throws IOException {
        try (Stream<Path> releases = Files.list(folder)) {
            return releases.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** What releases wrote of a topic; none where it is newer than all of them. */
    List<Path> of(Topic<?> topic) throws IOException {
        return releases().stream()
                .map(release -> release.resolve(fileOf(topic)))
                .filter(Files::exists)
                .toList();
    }

    /** The sums that a release was kept with, a line a file. */
    static String recordedSums(Path release) throws IOException {
        return Files.readString(release.resolve(SUMS));
    }

    /** The sums of a release's files as they are. */
    static String sums(Path release) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (Path file : schemas(release)) {
            sums.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
        }
        return sums.toString();
    }

    static List<Path> schemas(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            return files.filter(file -> !file.endsWith(SUMS)).sorted().toList();
        }
    }

    /**
     * Keeps the schemas of these topics as those of a new release.
     *
     * @throws IllegalArgumentException if it isn't a release's version, or that release was made before
     */
    void release(String version, List<Topic<?>> topics) throws IOException {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("parley.release: " + version + " (expected: a version such as 1.2.3)");
        }
        Path release = folder.resolve(version);
        if (Files.exists(release)) {
            throw new IllegalArgumentException("parley.release: " + version
                    + " (expected: a version that is not released; " + release + " is there)");
        }
        Files.createDirectories(release);
        for (Topic<?> topic : topics) {
            Files.writeString(release.resolve(fileOf(topic)), schemaOf(topic).toString(true) + "\n");
        }
        Files.writeString(release.resolve(SUMS), sums(release));
    }

    static Schema schemaOf(Topic<?> topic) {
        return SpecificData.get().getSchema(topic.valueType());
    }

    static String fileOf(Topic<?> topic) {
        return topic.valueType().getSimpleName() + ".avsc";
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
