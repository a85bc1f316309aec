package io.parley.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs Redis as a child process: the {@code redis-server} on the PATH, else the one that Parley brings along. It keeps
 * its data in an append-only file and refuses writes rather than evict.
 */
public final class RedisServer extends ChildServer {

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration STOP_BOUND = Duration.ofSeconds(10);

    private final Path dataDir;
    private final int port;
    private final List<String> options;

    /**
     * @param dataDir its folder; created when missing
     * @param port 0 takes a free one and keeps it in the folder
     * @param options arguments beside or over the ones that this class chooses
     */
    public record Config(Path dataDir, int port, List<String> options) {

        public Config {
            Objects.requireNonNull(dataDir, "dataDir");
            options = List.copyOf(options);
        }

        public Config(Path dataDir, int port) {
            this(dataDir, port, List.of());
        }

        public static Config in(Path dataDir) {
            return new Config(dataDir, 0);
        }
    }

    /**
     * @param ports hands out those that the config leaves open
     * @param spawner starts the process
     */
    public RedisServer(Config config, Ports ports, Spawner spawner) {
        super("redis", spawner);
        this.dataDir = Folders.create(config.dataDir());
        this.port = ports.keptIn(dataDir, "redis", config.port());
        this.options = config.options();
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    @Override
    ChildProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                executable().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                dataDir.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "",
                "--maxmemory",
                "256mb",
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(options);
        ChildProcess child = spawn(command, dataDir, STOP_BOUND);
        child.awaitReady(() -> child.hasLogged("Ready to accept connections"), START_BOUND);
        return child;
    }

    private Path executable() {
        return Executables.find("redis-server").orElseGet(() -> BundledRedis.in(dataDir.resolve("bin")));
    }
}
