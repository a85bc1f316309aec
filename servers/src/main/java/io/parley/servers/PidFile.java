package io.parley.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * Remembers a child process beyond the life of its parent, so that the next start finds what a killed parent left
 * behind. A process is recognised by its id, its start time and its executable together: an id alone may belong to
 * somebody else by now.
 */
final class PidFile {

    /** The start time is derived from the boot time, which the kernel may correct by a second. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process, Path executable) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(process.pid()));
        properties.setProperty("executable", executable.toString());
        process.info().startInstant().ifPresent(start -> properties.setProperty("started", start.toString()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                properties.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The process that this file tells of, if it still runs. */
    Optional<ProcessHandle> running() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            String started = properties.getProperty("started");
            String executable = properties.getProperty("executable");
            if (started == null || executable == null) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(properties.getProperty("pid", "0")))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> isSame(process.info(), Instant.parse(started), executable));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static boolean isSame(ProcessHandle.Info info, Instant started, String executable) {
        boolean sameStart = info.startInstant()
                .filter(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
        return sameStart && info.command().filter(executable::equals).isPresent();
    }
}
