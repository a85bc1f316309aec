package io.parley.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Starts the real servers of tests. Those that tests share are started once per process, on free ports and in a fresh
 * folder under the module's {@code target}, when they are first asked for, and end with the process. Tests keep apart by
 * using topics, subjects, keyspaces and keys of their own. A test that wants to break a server makes one for itself, with
 * {@link #newBroker} and the like, and closes it.
 *
 * <p>Safe for use by several threads.
 */
public final class RealServers {

    private static final RealServers INSTANCE = new RealServers();

    private final Path folder = newFolder();
    private final Ports ports = new Ports();
    private final Spawner spawner = new Spawner();
    private final Spawner brokerSpawner = Spawner.atSamePriority();
    private final Deque<Server> shared = new ConcurrentLinkedDeque<>();
    private final Lazy<KafkaBroker> broker = new Lazy<>(() -> started(newBroker(folder.resolve("broker"))));
    private final Lazy<SchemaRegistryServer> registry =
            new Lazy<>(() -> started(newRegistry(folder.resolve("registry"), bootstrapServers())));
    private final Lazy<CassandraServer> cassandra =
            new Lazy<>(() -> started(newCassandra(CassandraServer.Config.in(folder.resolve("cassandra")))));
    private final Lazy<RedisServer> redis = new Lazy<>(() -> started(newRedis(folder.resolve("redis"))));

    /** A server that may be started ahead of its use. */
    public enum Kind {
        BROKER,
        REGISTRY,
        CASSANDRA,
        REDIS
    }

    private RealServers() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close-servers"));
    }

    /** The servers of this process. */
    public static RealServers get() {
        return INSTANCE;
    }

    /** Starts these at the same time and returns when all are up. Without it each starts when it is asked for. */
    public RealServers start(Kind... kinds) {
        CompletableFuture<?>[] starting = new CompletableFuture<?>[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            starting[i] = lazy(kinds[i]).future();
        }
        join(CompletableFuture.allOf(starting));
        return this;
    }

    public String bootstrapServers() {
        return broker.get().bootstrapServers();
    }

    /** Where the registry's Confluent REST API begins. */
    public String registryUrl() {
        return registry.get().url();
    }

    /** Cassandra's address; its data centre is {@link CassandraServer#DATACENTER}. */
    public InetSocketAddress cassandraContactPoint() {
        return cassandra.get().contactPoint();
    }

    public URI redisUri() {
        return redis.get().uri();
    }

    /** Finds a port that nobody listens on and that no other test of this process has. */
    public int freePort() {
        return ports.free();
    }

    /** Makes a broker of a test's own, not started yet. */
    public KafkaBroker newBroker(Path dataDir) {
        return newBroker(KafkaBroker.Config.in(dataDir));
    }

    /** Makes a broker of a test's own, not started yet. */
    public KafkaBroker newBroker(KafkaBroker.Config config) {
        return new KafkaBroker(config, ports);
    }

    /** Makes three brokers of a test's own, not started yet. */
    public KafkaCluster newCluster(Path folder) {
        return new KafkaCluster(folder, Map.of(), ports, brokerSpawner);
    }

    /** Makes a schema registry of a test's own, not started yet. */
    public SchemaRegistryServer newRegistry(Path dataDir, String bootstrapServers) {
        return new SchemaRegistryServer(new SchemaRegistryServer.Config(dataDir, 0, bootstrapServers), ports, spawner);
    }

    /** Makes a Cassandra of a test's own, not started yet. */
    public CassandraServer newCassandra(CassandraServer.Config config) {
        return new CassandraServer(config, ports, spawner);
    }

    /** Makes a Redis of a test's own, not started yet. */
    public RedisServer newRedis(Path dataDir) {
        return newRedis(RedisServer.Config.in(dataDir));
    }

    /** Makes a Redis of a test's own, not started yet. */
    public RedisServer newRedis(RedisServer.Config config) {
        return new RedisServer(config, ports, spawner);
    }

    /** One after the other, the newest first: those that need another are younger. */
    private void close() {
        for (Server next = shared.poll(); next != null; next = shared.poll()) {
            next.close();
        }
        spawner.close();
        brokerSpawner.close();
    }

    private Lazy<?> lazy(Kind kind) {
        return switch (kind) {
            case BROKER -> broker;
            case REGISTRY -> registry;
            case CASSANDRA -> cassandra;
            case REDIS -> redis;
        };
    }

    private <S extends Server> S started(S server) {
        server.start();
        shared.push(server);
        return server;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static Path newFolder() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "servers-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the servers", e);
        }
    }

    /** Starts a server on a thread of its own, once. */
    private static final class Lazy<S> {

        private final Supplier<S> start;
        private CompletableFuture<S> future;

        Lazy(Supplier<S> start) {
            this.start = start;
        }

        synchronized CompletableFuture<S> future() {
            if (future == null) {
                CompletableFuture<S> starting = new CompletableFuture<>();
                future = starting;
                new Thread(() -> run(starting), "start-server").start();
            }
            return future;
        }

        S get() {
            return join(future());
        }

        private void run(CompletableFuture<S> starting) {
            try {
                starting.complete(start.get());
            } catch (Throwable e) {
                starting.completeExceptionally(e);
            }
        }
    }
}
