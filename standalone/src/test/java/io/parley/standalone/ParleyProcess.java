package io.parley.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One part of Parley in a process of its own, as it runs in production, to be killed without a warning. */
final class ParleyProcess implements AutoCloseable {

    private final String kind;
    private final Path folder;
    private final Path settings;
    private Process process;

    ParleyProcess(String kind, Path folder, Map<String, String> settings) {
        this.kind = kind;
        this.folder = folder;
        this.settings = folder.resolve(kind + ".properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newOutputStream(this.settings)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void start() {
        Path log = folder.resolve(kind + ".log");
        try {
            process = jvm("400m", kind, settings.toString())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a JVM with the class path that the kind's image has, both of whose outputs go one way.
     *
     * @param heap the most of it, as {@code -Xmx} has it
     * @param arguments what the command line of Parley has
     */
    static ProcessBuilder jvm(String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "-cp",
                ImageClassPath.of(
                        arguments[0],
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** {@code kill -9}, and returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
