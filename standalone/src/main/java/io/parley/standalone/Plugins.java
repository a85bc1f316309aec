package io.parley.standalone;

import io.parley.topologies.Application;
import io.parley.topologies.ApplicationPlugin;
import io.parley.topologies.Applications;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Reads plug-ins from jars for {@code up}: their applications run beside Parley's, and their steps can be named in
 * {@code conversation.steps}. The script has put the jars on the class path.
 */
final class Plugins {

    static final String OPTION = "--with";

    private Plugins() {}

    /**
     * Returns the applications of these jars.
     *
     * @throws IllegalArgumentException if one is no jar, isn't on the class path, or has an application that can't be
     *     run; one line
     */
    static List<Application> applications(List<Path> jars) {
        Set<Path> real = new LinkedHashSet<>();
        jars.forEach(jar -> real.add(real(jar)));
        List<Application> applications = new ArrayList<>();
        for (ServiceLoader.Provider<ApplicationPlugin> provider :
                ServiceLoader.load(ApplicationPlugin.class).stream().toList()) {
            if (real.contains(place(provider.type()))) {
                applications.add(provider.get().application());
            }
        }
        requireNames(applications);
        return applications;
    }

    private static void requireNames(List<Application> applications) {
        Set<String> taken = new LinkedHashSet<>(Plan.NAMES);
        Applications.ALL.forEach(application -> taken.add(application.name()));
        for (Application application : applications) {
            if (!taken.add(application.name())) {
                throw new IllegalArgumentException(OPTION + ": an application " + application.name()
                        + " (expected: a name that no other part has)");
            }
        }
    }

    private static Path real(Path jar) {
        try {
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException(OPTION + ": " + jar + " (expected: a jar)");
            }
            Path real = jar.toRealPath();
            if (!isOnClassPath(real)) {
                throw new IllegalArgumentException(
                        OPTION + ": " + jar + " (expected: a jar on the class path, where ./parley puts it)");
            }
            return real;
        } catch (IOException e) {
            throw new IllegalArgumentException(OPTION + ": " + jar + " (expected: a jar that can be read)", e);
        }
    }

    private static boolean isOnClassPath(Path jar) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            Path path = Path.of(entry);
            if (Files.exists(path) && path.toRealPath().equals(jar)) {
                return true;
            }
        }
        return false;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("class path entry is no file", e);
        }
    }
}
