package io.parley.topologies;

import io.parley.servers.RealServers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** An application in a process of its own, as it is started in production: {@code Main <name> <file>}. */
final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int managementPort;
    private final Path errors;
    private final Process process;

    private ChildProcess(int managementPort, Path errors, Process process) {
        this.managementPort = managementPort;
        this.errors = errors;
        this.process = process;
    }

    /** Starts it, and doesn't wait. */
    static ChildProcess start(String application, Path folder, Map<String, String> settings) throws IOException {
        int port = RealServers.get().freePort();
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("management.port", String.valueOf(port));
        Properties properties = new Properties();
        properties.putAll(all);
        Path file = folder.resolve(application + ".properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Path errors = folder.resolve(application + "-" + port + ".err");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                application,
                file.toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(errors.toFile())
                .start();
        return new ChildProcess(port, errors, process);
    }

    /** Waits until it says that it processes. */
    ChildProcess awaitReady() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(this::isReady);
        return this;
    }

    boolean isReady() throws IOException, InterruptedException {
        return http.send(request("/readyz"), BodyHandlers.discarding()).statusCode() == 200;
    }

    String metrics() throws IOException, InterruptedException {
        return http.send(request("/metrics"), BodyHandlers.ofString()).body();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, as {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Sends it a signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits for its end. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    /** The output on its standard error. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
