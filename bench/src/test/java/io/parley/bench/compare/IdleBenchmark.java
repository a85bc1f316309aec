package io.parley.bench.compare;

import io.parley.servers.RealServers;
import io.parley.standalone.Standalone;
import io.parley.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/**
 * Sessions that idle on a gateway beside connections that idle on a server that only sends back what it gets: each
 * server in a JVM of its own, the clients in another, the rest of Parley in this one. A session has been announced to
 * the owners of users and presence and answered with its inbox, and its gateway pings it every ten seconds; the bare
 * server does nothing.
 */
class IdleBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    private final int connections = Integer.getInteger("connections", 15_000);
    private final int inFlight = Integer.getInteger("inFlight", 200);
    private final Duration idle = Duration.ofSeconds(Integer.getInteger("seconds", 20));
    private final int rounds = Integer.getInteger("rounds", 3);
    private final String broker = "127.0.0.1:" + RealServers.get().freePort();
    private final int registry = RealServers.get().freePort();
    private final int cassandra = RealServers.get().freePort();

    @TempDir
    private Path folder;

    /** A server, and what it took before its first connection. */
    private record Served(ChildJvm jvm, URI url, ChildJvm.Use fresh) {}

    @Test
    void measure() throws Exception {
        try (Standalone parley = new Standalone(StandaloneConfig.onFreePorts(folder.resolve("parley"))
                .with("standalone.broker-port", broker.substring(broker.indexOf(':') + 1))
                .with("standalone.registry-port", Integer.toString(registry))
                .with("standalone.cassandra-port", Integer.toString(cassandra)))) {
            parley.start();
            int port = RealServers.get().freePort();
            int echoPort = RealServers.get().freePort();
            try (ChildJvm gateway = gateway(port);
                    ChildJvm echo = ChildJvm.start(
                            EchoServer.class.getName(),
                            List.of(Integer.toString(echoPort)),
                            Map.of(),
                            folder.resolve("echo.log"))) {
                compare(served(echo, echoPort), served(gateway, port));
            }
        }
    }

    private void compare(Served echo, Served gateway) throws Exception {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("connections", connections);
        conditions.put("opened at a time", inFlight);
        conditions.put("seconds idle", idle.toSeconds());
        new Comparison(
                        "connections opened per second",
                        "CPU-µs of the server per connection opened",
                        "bytes of heap per connection, after collection",
                        "bytes outside the heap (buffers) per connection",
                        "resident bytes per connection, since the start",
                        "CPU-µs of the server per connection and second")
                .with("bare WebSocket server", () -> run(echo))
                .with("gateway", () -> run(gateway))
                .run(rounds, conditions, System.out);
    }

    private double[] run(Served server) throws Exception {
        server.jvm().collect();
        ChildJvm.Use before = server.jvm().use();
        Process clients = clients(server.url());
        try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(clients.getInputStream(), StandardCharsets.UTF_8));
                OutputStream tell = clients.getOutputStream()) {
            long opening = Long.parseLong(line(said));
            // What follows an answer, such as the announcement of the last sessions, belongs to their opening.
            Thread.sleep(SETTLE.toMillis());
            ChildJvm.Use opened = server.jvm().use();
            long began = System.nanoTime();
            // Nothing to wait for: a turn is a stretch of time.
            Thread.sleep(idle.toMillis());
            ChildJvm.Use idled = server.jvm().use();
            double seconds = (System.nanoTime() - began) / NANOS;
            server.jvm().collect();
            ChildJvm.Use after = server.jvm().use();
            tell.write('\n');
            tell.flush();
            if (!IdleClients.LASTED.equals(line(said))) {
                throw new IllegalStateException("not all connections to " + server.url() + " have lasted");
            }
            return new double[] {
                connections * NANOS / opening,
                per(opened.cpuNanos() - before.cpuNanos()) / MICROS,
                per(after.heap() - before.heap()),
                per(after.direct() - server.fresh().direct()),
                per(after.resident() - server.fresh().resident()),
                per(idled.cpuNanos() - opened.cpuNanos()) / MICROS / seconds
            };
        } finally {
            clients.destroyForcibly().onExit().join();
            // The server has to see that they are gone.
            Thread.sleep(SETTLE.toMillis());
        }
    }

    private double per(long amount) {
        return (double) amount / connections;
    }

    private static Served served(ChildJvm jvm, int port) throws IOException {
        jvm.collect();
        return new Served(jvm, URI.create("http://127.0.0.1:" + port), jvm.use());
    }

    private Process clients(URI server) throws IOException {
        List<String> command = ChildJvm.command(List.of("-Xmx1g"));
        command.addAll(List.of(
                IdleClients.class.getName(),
                server.toString(),
                Integer.toString(connections),
                Integer.toString(inFlight)));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("clients.log").toFile())
                .start();
    }

    private static String line(BufferedReader said) throws IOException {
        String line;
        do {
            line = said.readLine();
            if (line == null) {
                throw new IllegalStateException("the clients have ended");
            }
        } while (!line.equals(IdleClients.LASTED) && !line.matches("\\d+"));
        return line;
    }

    /** A second gateway of the same installation, with nothing in its way but what it does itself. */
    private ChildJvm gateway(int port) throws Exception {
        int management = RealServers.get().freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PARLEY_KAFKA_BOOTSTRAP_SERVERS", broker);
        environment.put("PARLEY_REGISTRY_URL", "http://127.0.0.1:" + registry + "/apis/ccompat/v7");
        environment.put("PARLEY_HISTORY_CONTACT_POINTS", "127.0.0.1:" + cassandra);
        environment.put("PARLEY_GATEWAY_ID", "gateway-2");
        environment.put("PARLEY_GATEWAY_HOST", "127.0.0.1");
        environment.put("PARLEY_GATEWAY_PORT", Integer.toString(port));
        environment.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("PARLEY_GATEWAY_HANDSHAKES_PER_SECOND", "0");
        environment.put("PARLEY_TOKEN_SECRET", IdleClients.SECRET);
        Path log = folder.resolve("gateway.log");
        ChildJvm gateway = ChildJvm.start("io.parley.standalone.Main", List.of("gateway"), environment, log);
        awaitReady(gateway, URI.create("http://127.0.0.1:" + management + "/readyz"));
        return gateway;
    }

    private static void awaitReady(ChildJvm gateway, URI ready) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        // Until it listens a request fails.
        await("the gateway is ready")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    gateway.requireAlive();
                    return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
                });
    }
}
