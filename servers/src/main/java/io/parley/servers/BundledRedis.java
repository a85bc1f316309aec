package io.parley.servers;

import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.Architecture;
import redis.embedded.model.OS;
import redis.embedded.model.OsArchitecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Unpacks the Redis that Parley brings along into a file that stays. A file that is there is left alone, since a Redis
 * of an earlier start may still run from it; its name has the version.
 */
final class BundledRedis {

    private BundledRedis() {}

    /**
     * Unpacks the program into a folder.
     *
     * @throws ServerException when there is none for this system, or the folder can't be written
     */
    static Path in(Path folder) {
        String resource = resource()
                .orElseThrow(() -> new ServerException(
                        "no redis-server on the PATH, and none for this system in Parley: install one (on Debian: apt"
                                + " install redis-server)"));
        Path executable = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try (InputStream stream = ExecutableProvider.class.getResourceAsStream(resource)) {
            byte[] content = stream.readAllBytes();
            if (!Files.isExecutable(executable) || !Arrays.equals(Files.readAllBytes(executable), content)) {
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(folder, "redis", ".new");
                Files.write(fresh, content);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
                Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return executable;
        } catch (IOException e) {
            throw new ServerException("the Redis that Parley brings along can't be put into " + folder + ": " + e, e);
        }
    }

    /** Reads the system's name and processor from the JVM: a program that prints them may be missing. */
    private static Optional<String> resource() {
        OS system = property("os.name").startsWith("mac") ? OS.MAC_OS_X : OS.UNIX;
        return architecture()
                .map(architecture ->
                        ExecutableProvider.newProvidedVersionsMap().get(new OsArchitecture(system, architecture)));
    }

    private static Optional<Architecture> architecture() {
        return switch (property("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(Architecture.x86_64);
            case "aarch64", "arm64" -> Optional.of(Architecture.aarch64);
            case "x86", "i386", "i686" -> Optional.of(Architecture.x86);
            default -> Optional.empty();
        };
    }

    private static String property(String name) {
        return System.getProperty(name).toLowerCase(Locale.ROOT);
    }
}
