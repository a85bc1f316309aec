package io.parley.resilience.layout;

import io.parley.servers.CassandraServer;
import io.parley.servers.ClusterBroker;
import io.parley.servers.KafkaCluster;
import io.parley.servers.Ports;
import io.parley.servers.RedisServer;
import io.parley.servers.SchemaRegistryServer;
import io.parley.servers.ServerException;
import io.parley.servers.Spawner;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs what the compose file describes, or the part of it that its extent asks for, as plain processes of this machine:
 * three brokers, registry, Cassandra, Redis, and processes of Parley but {@code admin}, which no client needs.
 */
public final class Layout implements AutoCloseable {

    private static final String SECRET = "a secret that clients and gateways of a run share";
    private static final int BROKERS = 3;
    private static final List<String> TOPOLOGIES = List.of("conversation", "user", "presence");

    private final Spawner spawner = Spawner.atSamePriority();
    private final Processes processes;
    private final Processes.Addresses addresses;
    private final RedisServer redis;
    private final Revivals revivals = new Revivals();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Ports ports = new Ports();

    /**
     * @param composeFile of the installation
     * @param folder for all data and logs of the run; an empty one, since every start is a fresh installation
     * @param extent how much of it runs
     * @param brokerLinks whether all that goes to brokers, but from controller to controller, goes over links that can
     *     be cut; that costs some CPU
     */
    public Layout(Path composeFile, Extent extent, Path folder, boolean brokerLinks) {
        ComposeFile compose = ComposeFile.read(composeFile, Map.of("PARLEY_TOKEN_SECRET", SECRET));
        List<Integer> advertised =
                IntStream.range(0, BROKERS).mapToObj(broker -> ports.free()).toList();
        KafkaCluster cluster = new KafkaCluster(
                folder.resolve("brokers"),
                id -> {
                    Map<String, String> settings = new HashMap<>(compose.brokerSettings("broker-" + id));
                    if (brokerLinks) {
                        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised.get(id - 1));
                    }
                    return settings;
                },
                ports,
                spawner);
        if (brokerLinks) {
            for (ClusterBroker broker : cluster.brokers()) {
                int port = URI.create("broker://" + broker.bootstrapServers()).getPort();
                links.put(broker.toString(), new Link(advertised.get(broker.id() - 1), port));
            }
        }
        SchemaRegistryServer registry = new SchemaRegistryServer(
                new SchemaRegistryServer.Config(folder.resolve("registry"), 0, cluster.bootstrapServers()),
                ports,
                spawner);
        CassandraServer cassandra =
                new CassandraServer(CassandraServer.Config.in(folder.resolve("cassandra")), ports, spawner);
        redis = new RedisServer(RedisServer.Config.in(folder.resolve("redis")), ports, spawner);
        for (ClusterBroker broker : cluster.brokers()) {
            int port = URI.create("broker://" + broker.bootstrapServers()).getPort();
            add(new Node("broker-" + broker.id(), broker, Probe.kafka(port)::isAnswered));
        }
        URI registryUrl = URI.create(registry.url());
        int cassandraPort = cassandra.contactPoint().getPort();
        add(new Node("registry", registry, Probe.http(registryUrl.getPort())::isAnswered));
        add(new Node("cassandra", cassandra, Probe.cassandra(cassandraPort)::isAnswered));
        add(new Node("redis", redis, Probe.redis(redis.uri().getPort())::isAnswered));
        int toRegistry = link("registry", registryUrl.getPort());
        int toCassandra = link("cassandra", cassandraPort);
        int toRedis = link("redis", redis.uri().getPort());
        addresses = new Processes.Addresses(
                brokerLinks
                        ? advertised.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","))
                        : cluster.bootstrapServers(),
                "http://127.0.0.1:" + toRegistry + registryUrl.getPath(),
                "127.0.0.1:" + toCassandra,
                "redis://127.0.0.1:" + toRedis);
        processes = new Processes(compose, extent, folder, ports, spawner);
        Stream.of(Stream.of(Processes.CONNECT), TOPOLOGIES.stream(), Stream.of(Processes.GATEWAY))
                .flatMap(kinds -> kinds)
                .forEach(kind -> processes.make(kind, addresses).forEach(this::add));
        processes.gatewayPorts().forEach(this::link);
    }

    /** Starts everything in the order of the compose file's dependencies, and returns when all serve. */
    public void start() {
        startAll(named("broker-", "cassandra", "redis"));
        startAll(named("registry", Processes.CONNECT + "-"));
        processes.setUp(addresses);
        startAll(named("conversation-", "user-", "presence-", Processes.GATEWAY + "-"));
        revivals.watch(nodes.values());
    }

    /** Returns every node, each of which can be broken. */
    public Collection<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * Returns the node of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(String name) {
        Node found = nodes.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name + ": no such node (expected: one of " + nodes.keySet() + ")");
        }
        return found;
    }

    /**
     * Returns the link to this server: from Parley's processes to {@code registry}, {@code cassandra} or {@code redis},
     * from clients to a gateway, or, where that was asked for, from all to a broker.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Link link(String server) {
        Link found = links.get(server);
        if (found == null) {
            throw new IllegalArgumentException(server + ": no such link (expected: one of " + links.keySet() + ")");
        }
        return found;
    }

    /** Returns where clients connect. */
    public List<URI> gateways() {
        return processes.gatewayPorts().keySet().stream()
                .map(gateway -> URI.create("http://127.0.0.1:" + link(gateway).port()))
                .toList();
    }

    /** Returns the addresses of all brokers. */
    public String bootstrapServers() {
        return addresses.bootstrapServers();
    }

    /** Returns the secret with which tokens are signed. */
    public String secret() {
        return SECRET;
    }

    /** Returns where Redis is. */
    public URI redis() {
        return redis.uri();
    }

    /** Returns the folder in which a topology keeps its state. */
    public Path stateFolder(String node) {
        return processes.stateFolder(node);
    }

    /** Returns the names of the processes that ended by themselves and were started again, in order. */
    public List<String> revived() {
        return revivals.names();
    }

    /** Returns the names of the nodes that don't answer that they are well. */
    public List<String> unwell() {
        return nodes.values().stream()
                .filter(node -> !node.serves())
                .map(Node::name)
                .toList();
    }

    /** Prints the stacks of all threads of Parley's processes and of the brokers into their logs. */
    public void dumpThreads() {
        nodes.values().stream()
                .filter(node -> !node.name().equals("redis") && !node.name().equals("cassandra"))
                .forEach(Node::dumpThreads);
    }

    /** Kills everything. */
    @Override
    public void close() {
        revivals.close();
        nodes.values().forEach(Node::kill);
        links.values().forEach(Link::close);
        spawner.close();
    }

    /**
     * Starts all at the same time and returns when all serve.
     *
     * @throws ServerException if one of them doesn't
     */
    public static void startAll(Collection<Node> nodes) {
        try {
            CompletableFuture.allOf(nodes.stream().map(Layout::starting).toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ServerException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static CompletableFuture<Void> starting(Node node) {
        return CompletableFuture.runAsync(node::start, task -> {
            Thread thread = new Thread(task, "start-" + node.name());
            thread.setDaemon(true);
            thread.start();
        });
    }

    private List<Node> named(String... beginnings) {
        return nodes.values().stream()
                .filter(node -> Stream.of(beginnings).anyMatch(node.name()::startsWith))
                .toList();
    }

    private int link(String server, int target) {
        Link link = new Link(ports.free(), target);
        links.put(server, link);
        return link.port();
    }

    private void add(Node node) {
        nodes.put(node.name(), node);
    }
}
