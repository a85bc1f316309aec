package io.parley.resilience.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads and writes kept results: one file for each fault, so that a new run replaces the one before. */
public final class Results {

    private static final String ENDING = ".json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /** @param folder which may be missing as long as nothing is kept */
    public Results(Path folder) {
        this.folder = folder;
    }

    /** Keeps a result in place of an earlier one of the same fault. */
    public void keep(KeptResult result) {
        Path file = folder.resolve(result.fault() + ENDING);
        try {
            Files.createDirectories(folder);
            Files.writeString(file, JSON.writeValueAsString(result) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Returns all that are kept, by the names of their faults. */
    public List<KeptResult> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(Results::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static KeptResult read(Path file) {
        try {
            return JSON.readValue(file.toFile(), KeptResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " isn't a kept result", e);
        }
    }
}
