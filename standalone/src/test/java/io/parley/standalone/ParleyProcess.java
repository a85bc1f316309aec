package io.parley.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        File log = folder.resolve(kind + ".log").toFile();
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx400m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            "io.parley.standalone.Main",
                            kind,
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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
