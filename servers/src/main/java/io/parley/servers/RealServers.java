package io.parley.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The servers that tests share: each is started once per process, on free ports and in a fresh folder under the
 * module's {@code target}, when it is first asked for, and ends with the process. Tests keep apart by using topics,
 * subjects, keyspaces and keys of their own. A test that wants to break a server starts one for itself.
 *
 * <p>Safe for use by several threads.
 */
public final class RealServers {

    private static final RealServers INSTANCE = new RealServers();

    private final Path folder = newFolder();
    private final Lazy<KafkaBroker> broker =
            new Lazy<>(() -> started(new KafkaBroker(KafkaBroker.Config.in(folder.resolve("broker")))));
    private final Lazy<SchemaRegistryServer> registry = new Lazy<>(() -> started(new SchemaRegistryServer(
            new SchemaRegistryServer.Config(folder.resolve("registry"), 0, bootstrapServers()))));
    private final Lazy<CassandraServer> cassandra =
            new Lazy<>(() -> started(new CassandraServer(CassandraServer.Config.in(folder.resolve("cassandra")))));
    private final Lazy<RedisServer> redis =
            new Lazy<>(() -> started(new RedisServer(RedisServer.Config.in(folder.resolve("redis")))));

    /** A server that may be started ahead of its use. */
    public enum Kind {
        BROKER,
        REGISTRY,
        CASSANDRA,
        REDIS
    }

    private RealServers() {}

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

    private Lazy<?> lazy(Kind kind) {
        return switch (kind) {
            case BROKER -> broker;
            case REGISTRY -> registry;
            case CASSANDRA -> cassandra;
            case REDIS -> redis;
        };
    }

    private static <S extends Server> S started(S server) {
        server.start();
        AtExit.close(server);
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
