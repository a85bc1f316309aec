package io.parley.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs a schema registry with the Confluent REST API as a child process. It keeps its schemas in a topic of the broker,
 * so that ids survive; the broker must keep topics without a retention for ever. New versions have to be BACKWARD
 * compatible unless a subject is configured otherwise.
 */
public final class SchemaRegistryServer extends ChildServer {

    private static final Duration START_BOUND = Duration.ofSeconds(120);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);
    private static final Duration ANSWER_BOUND = Duration.ofSeconds(5);
    private static final String COMPATIBILITY = "{\"compatibility\": \"BACKWARD\"}";

    private final Config config;
    private final Path dataDir;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_BOUND).build();

    /**
     * @param dataDir for its log; created when missing
     * @param port of its HTTP listener; 0 takes a free one and keeps it in the folder
     * @param bootstrapServers of the broker that holds the schemas
     */
    public record Config(Path dataDir, int port, String bootstrapServers) {

        public Config {
            Objects.requireNonNull(dataDir, "dataDir");
            Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        }
    }

    /**
     * @param ports hands out those that the config leaves open
     * @param spawner starts the process
     */
    public SchemaRegistryServer(Config config, Ports ports, Spawner spawner) {
        super("registry", spawner);
        this.config = config;
        this.dataDir = Folders.create(config.dataDir());
        this.port = ports.keptIn(dataDir, "http", config.port());
    }

    /** Returns the URL of the Confluent REST API; without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    @Override
    ChildProcess launch() {
        ServerFiles files = ServerFiles.locate();
        ClassArchive archive = new ClassArchive(files.registryArchive());
        ChildProcess child = spawn(command(files, archive), dataDir, STOP_BOUND);
        child.onOrderlyEnd(archive::keep);
        // Setting the level to what it is already is harmless, and answered only once the schemas are read back.
        child.awaitReady(this::setCompatibility, START_BOUND);
        return child;
    }

    private List<String> command(ServerFiles files, ClassArchive archive) {
        List<String> command = new ArrayList<>();
        command.add(Executables.java().toString());
        command.add("-Xms64m");
        command.add("-Xmx384m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(archive.options());
        command.addAll(Executables.javaOptions());
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dapicurio.storage.kind=kafkasql");
        command.add("-Dapicurio.kafkasql.bootstrap.servers=" + config.bootstrapServers());
        // Snapshots of its topic would lie outside the broker; the topic is short and kept for ever.
        command.add("-Dapicurio.kafkasql.snapshot.every.seconds="
                + Duration.ofDays(3650).toSeconds());
        // It waits this long for the end of the topic at every start.
        command.add("-Dapicurio.kafkasql.consumer.poll.timeout=100");
        command.add("-jar");
        command.add(files.registryJar().toString());
        return command;
    }

    private boolean setCompatibility() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config"))
                .timeout(ANSWER_BOUND)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString(COMPATIBILITY))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while the schema registry was starting", e);
        }
    }
}
