package io.parley.standalone;

import io.parley.servers.PrivateFiles;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Represents the folder with all data of one machine. One instance at a time holds its lock, which the system releases
 * at any end of the holder.
 */
final class DataFolder {

    /** Names the file with the secret by which commands of operators and back ends are sealed. */
    static final String SEAL_SECRET = "seal-secret";

    /**
     * Counts changes that make data unreadable for an earlier or later Parley: other keys, other applications. The
     * first number that was recorded is 2.
     */
    private static final String LAYOUT = "2";

    private static final String LAYOUT_FILE = "layout";

    /** Lists the subfolders with data; they are empty before the first start. */
    private static final Set<String> DATA = Set.of("streams", "broker", "registry", "cassandra", "redis");

    /** Lists everything that Parley makes in the folder. */
    private static final Set<String> OURS = Stream.concat(
                    DATA.stream(),
                    Stream.of(
                            "lock",
                            LAYOUT_FILE,
                            "instance.properties",
                            "instance.properties.new",
                            "logs",
                            SEAL_SECRET,
                            SEAL_SECRET + ".new",
                            AdminPart.TOKENS,
                            AdminPart.TOKEN))
            .collect(Collectors.toUnmodifiableSet());

    private final Path folder;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    /** Returns one of the folder's own entries. */
    Path of(String part) {
        if (!OURS.contains(part)) {
            throw new IllegalArgumentException(part + " (expected: one of " + OURS + ")");
        }
        return folder.resolve(part);
    }

    /**
     * Returns the secret in a file of the folder, and generates it if there is none.
     *
     * @throws StandaloneException if it can be neither read nor written
     */
    String secret(String part) {
        Path file = of(part);
        try {
            if (!Files.exists(file)) {
                Path fresh = PrivateFiles.file(file.resolveSibling(part + ".new"));
                Files.writeString(fresh, TokenSecret.random());
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StandaloneException(file + " can't be read or written: " + e.getMessage(), e);
        }
    }

    /** Makes a subfolder, unless it is there. */
    void create(String part) {
        create(of(part));
    }

    Path log() {
        return folder.resolve("logs").resolve("parley.log");
    }

    /**
     * Takes the folder.
     *
     * @throws StandaloneException when another instance holds it, or its data is in the form of another version
     */
    Lock lock() {
        take();
        Lock lock = tryLock()
                .orElseThrow(() -> new StandaloneException(
                        "another Parley (process " + instance().getOrDefault(InstanceProperties.PID, "?") + ") runs on "
                                + folder + ": end it with ./parley down, or choose another folder with --data",
                        null));
        try {
            requireLayout();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        // Before anything else: the process of the holder before may be somebody else's by now, and down would end it.
        describe(Map.of(
                InstanceProperties.PID, Long.toString(ProcessHandle.current().pid())));
        return lock;
    }

    /** Returns whether an instance runs on this folder. */
    boolean isHeld() {
        if (!Files.exists(lockFile())) {
            return false;
        }
        Optional<Lock> free = tryLock();
        free.ifPresent(Lock::close);
        return free.isEmpty();
    }

    /** Reads the description of the instance, or of the last one. */
    Map<String, String> instance() {
        Properties properties = new Properties();
        if (Files.exists(instanceFile())) {
            try (Reader reader = Files.newBufferedReader(instanceFile())) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + instanceFile(), e);
            }
        }
        Map<String, String> description = new TreeMap<>();
        properties.forEach((key, value) -> description.put((String) key, (String) value));
        return description;
    }

    /** Writes the description of the instance, for its owner alone, and atomically. */
    void describe(Map<String, String> instance) {
        Properties properties = new Properties();
        properties.putAll(instance);
        Path fresh = folder.resolve("instance.properties.new");
        try {
            PrivateFiles.file(fresh);
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                properties.store(writer, null);
            }
            Files.move(fresh, instanceFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + instanceFile(), e);
        }
    }

    /** Makes the folder private, unless it has other files as well: then only Parley's own entries are private. */
    private void take() {
        try {
            if (!Files.isDirectory(folder) || isOurs()) {
                PrivateFiles.folder(folder);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Returns whether the folder has nothing but Parley's own entries; a folder with other files stays as it is at
     * every start.
     */
    private boolean isOurs() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry -> OURS.contains(entry.getFileName().toString()));
        }
    }

    /** Rejects data of another form and leaves it unchanged, so that the version that wrote it can still read it. */
    private void requireLayout() {
        Path file = folder.resolve(LAYOUT_FILE);
        try {
            if (!hasData()) {
                Files.writeString(PrivateFiles.file(file), LAYOUT);
                return;
            }
            String layout = Files.exists(file) ? Files.readString(file).strip() : "none";
            if (!layout.equals(LAYOUT)) {
                throw new StandaloneException(
                        "the data in " + folder
                                + " is of another Parley, whose keys and applications were others (layout "
                                + layout + ", expected: " + LAYOUT
                                + "): move the folder away, or choose another with --data",
                        null);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private boolean hasData() throws IOException {
        for (String part : DATA) {
            if (Files.isDirectory(of(part))) {
                try (Stream<Path> entries = Files.list(of(part))) {
                    if (entries.findAny().isPresent()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void create(Path path) {
        try {
            PrivateFiles.folder(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static StandaloneException unusable(IOException e) {
        return new StandaloneException("the data folder can't be used (" + e + "): choose another with --data", e);
    }

    private Path instanceFile() {
        return folder.resolve("instance.properties");
    }

    private Path lockFile() {
        return folder.resolve("lock");
    }

    private Optional<Lock> tryLock() {
        try {
            PrivateFiles.file(lockFile());
            FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return Optional.of(new Lock(channel));
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // Left open: closing it would give up the lock that this process holds.
                return Optional.empty();
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }

    /** Holds the folder's lock. */
    static final class Lock implements AutoCloseable {

        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot let go of the data folder", e);
            }
        }
    }
}
