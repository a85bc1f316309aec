package io.parley.servers;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the files of Cassandra ({@code cassandra/lib}) and of the schema registry ({@code registry}). The build puts
 * them under {@code servers/distributions/target}; an installation has them in a folder {@code servers}.
 */
final class ServerFiles {

    /** Names the system property with the folder that holds {@code cassandra} and {@code registry}. */
    static final String HOME_PROPERTY = "parley.servers.home";

    private final Path home;

    private ServerFiles(Path home) {
        this.home = home;
    }

    /**
     * Takes the folder of the system property, else searches upwards from the place of this class and from the working
     * directory.
     */
    static ServerFiles locate() {
        String configured = System.getProperty(HOME_PROPERTY);
        if (configured != null) {
            Path home = Path.of(configured).toAbsolutePath();
            if (!isHome(home)) {
                throw new ServerException(HOME_PROPERTY + ": " + configured
                        + " (expected: a folder with cassandra/lib and registry, as the build leaves it in"
                        + " servers/distributions/target)");
            }
            return new ServerFiles(home);
        }
        return Stream.of(ownPlace(), Path.of("").toAbsolutePath())
                .flatMap(place -> searchUpwards(place).stream())
                .findFirst()
                .map(ServerFiles::new)
                .orElseThrow(() -> new ServerException(
                        "the files of Cassandra and the schema registry are missing: build servers/distributions, or set "
                                + HOME_PROPERTY));
    }

    Path cassandraJars() {
        return home.resolve("cassandra/lib");
    }

    Path cassandraArchive() {
        return home.resolve("cassandra/" + archiveName());
    }

    Path registryArchive() {
        return home.resolve("registry/" + archiveName());
    }

    /** Returns the registry's jar, whose manifest names the others. */
    Path registryJar() {
        return runnerJar(home.resolve("registry"))
                .orElseThrow(() -> new ServerException("no *-runner.jar in " + home.resolve("registry")));
    }

    private static String archiveName() {
        return "classes-" + Runtime.version() + ".jsa";
    }

    private static Optional<Path> searchUpwards(Path place) {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            for (Path candidate :
                    new Path[] {folder.resolve("servers/distributions/target"), folder.resolve("servers")}) {
                if (isHome(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isHome(Path folder) {
        return Files.isDirectory(folder.resolve("cassandra/lib"))
                && runnerJar(folder.resolve("registry")).isPresent();
    }

    private static Optional<Path> runnerJar(Path registry) {
        if (!Files.isDirectory(registry)) {
            return Optional.empty();
        }
        return Folders.list(registry).stream()
                .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                .findFirst();
    }

    private static Path ownPlace() {
        try {
            return Path.of(ServerFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entry is no file", e);
        }
    }
}
