package io.parley.resilience.layout;

import io.parley.servers.JavaServer;
import io.parley.servers.Ports;
import io.parley.servers.Spawner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes Parley's processes of the compose file's services: with the environment that stands there, but for hosts and
 * ports, and with folders of the run in place of volumes.
 */
final class Processes {

    static final String GATEWAY = "gateway";
    static final String CONNECT = "connect";
    static final String SETUP = "setup";

    private static final String MAIN = "io.parley.standalone.Main";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START_BOUND = Duration.ofMinutes(3);
    private static final Duration STOP_BOUND = Duration.ofSeconds(30);
    private static final Duration SETUP_BOUND = Duration.ofMinutes(3);

    /** Small: some twenty processes share a machine, and none of them runs for long. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms64m", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

    private final ComposeFile compose;
    private final Extent extent;
    private final Path folder;
    private final Ports ports;
    private final Spawner spawner;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> connectPorts = new HashMap<>();
    private final Map<String, Integer> gatewayPorts = new LinkedHashMap<>();

    /**
     * Names where the servers are that Parley's processes need.
     *
     * @param contactPoint of Cassandra, host and port
     */
    record Addresses(String bootstrapServers, String registryUrl, String contactPoint, String redisUrl) {}

    Processes(ComposeFile compose, Extent extent, Path folder, Ports ports, Spawner spawner) {
        this.compose = compose;
        this.extent = extent;
        this.folder = folder;
        this.ports = ports;
        this.spawner = spawner;
    }

    /** Makes a node for each service of a kind that the extent asks for, in the order of the file. */
    List<Node> make(String kind, Addresses addresses) {
        return extent.of(kind, compose.services(kind)).stream()
                .map(service -> node(service, kind, addresses))
                .toList();
    }

    /** Returns the public ports of the gateways that were made, by their names and in their order. */
    Map<String, Integer> gatewayPorts() {
        return Collections.unmodifiableMap(gatewayPorts);
    }

    /** Runs the service that makes topics, tables and connectors, and returns when it has ended well. */
    void setUp(Addresses addresses) {
        String service = compose.services(SETUP).get(0);
        JavaServer.Program program = program(service, SETUP, environment(service, SETUP, addresses));
        new JavaServer(program, folder.resolve(service), () -> true, SETUP_BOUND, spawner).run(SETUP_BOUND);
    }

    /** Returns the folder in which a service keeps its state; only topologies do. */
    Path stateFolder(String service) {
        return folder.resolve("state").resolve(service);
    }

    private Node node(String service, String kind, Addresses addresses) {
        Map<String, String> environment = environment(service, kind, addresses);
        int managementPort = ports.free();
        environment.put("PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort));
        if (kind.equals(GATEWAY)) {
            int port = ports.free();
            environment.put("PARLEY_GATEWAY_HOST", LOOPBACK);
            environment.put("PARLEY_GATEWAY_PORT", Integer.toString(port));
            gatewayPorts.put(service, port);
        }
        if (kind.equals(CONNECT)) {
            int port = ports.free();
            connectPorts.put(service, port);
            environment.put("PARLEY_CONNECT_HOST", LOOPBACK);
            environment.put("PARLEY_CONNECT_PORT", Integer.toString(port));
            environment.put("PARLEY_CONNECT_ADVERTISED_HOST", LOOPBACK);
        }
        Readiness readiness = new Readiness(http, managementPort);
        JavaServer.Program program = program(service, kind, environment);
        return new Node(
                service,
                new JavaServer(program, folder.resolve(service), readiness, START_BOUND, spawner),
                readiness::asked);
    }

    private static JavaServer.Program program(String service, String kind, Map<String, String> environment) {
        return new JavaServer.Program(service, OPTIONS, MAIN, List.of(kind), environment, STOP_BOUND);
    }

    private Map<String, String> environment(String service, String kind, Addresses addresses) {
        Map<String, String> environment = new HashMap<>(compose.environment(service));
        environment.replaceAll((name, value) -> extent.settings().getOrDefault(name, value));
        environment.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", addresses.bootstrapServers());
        environment.put("PARLEY_REGISTRY_URL", addresses.registryUrl());
        environment.computeIfPresent("PARLEY_HISTORY_CONTACT_POINTS", (name, hosts) -> addresses.contactPoint());
        environment.computeIfPresent("PARLEY_REDIS_URL", (name, url) -> addresses.redisUrl());
        environment.computeIfPresent("PARLEY_MANAGEMENT_HOST", (name, host) -> LOOPBACK);
        environment.computeIfPresent("PARLEY_STREAMS_STATE_DIR", (name, path) -> created(stateFolder(service)));
        if (kind.equals(SETUP)) {
            environment.computeIfPresent(
                    "PARLEY_SETUP_CONNECT_URL",
                    (name, url) -> "http://" + LOOPBACK + ":"
                            + connectPorts.get(URI.create(url).getHost()));
        }
        return environment;
    }

    private static String created(Path folder) {
        try {
            return Files.createDirectories(folder).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + folder, e);
        }
    }
}
