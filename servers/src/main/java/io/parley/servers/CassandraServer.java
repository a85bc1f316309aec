package io.parley.servers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Runs Cassandra as a child process: one node, in the data centre {@value #DATACENTER}. */
public final class CassandraServer extends ChildServer {

    public static final String DATACENTER = "datacenter1";

    private static final Duration START_BOUND = Duration.ofSeconds(120);
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private final Config config;
    private final Path dataDir;
    private final int port;
    private final int storagePort;

    /**
     * @param dataDir the node's folder; created when missing
     * @param port of the CQL listener; 0 takes a free one and keeps it in the folder
     * @param heapMegabytes the most that its heap may take
     * @param fullCompiler whether to compile hot code fully: slower to start, faster under load
     * @param access lines of {@code cassandra.yaml}: its users, and the encryption of connections
     */
    public record Config(Path dataDir, int port, int heapMegabytes, boolean fullCompiler, String access) {

        private static final int LEAST_HEAP_MEGABYTES = 256;
        private static final String OPEN = "authenticator: AllowAllAuthenticator\nauthorizer: AllowAllAuthorizer\n";

        public Config {
            Objects.requireNonNull(dataDir, "dataDir");
            if (heapMegabytes < LEAST_HEAP_MEGABYTES) {
                throw new IllegalArgumentException(
                        "heapMegabytes: " + heapMegabytes + " (expected: >= " + LEAST_HEAP_MEGABYTES + ")");
            }
        }

        public static Config in(Path dataDir) {
            return new Config(dataDir, 0, 512, false, OPEN);
        }

        public Config(Path dataDir, int port, int heapMegabytes, boolean fullCompiler) {
            this(dataDir, port, heapMegabytes, fullCompiler, OPEN);
        }

        public Config withAccess(String access) {
            return new Config(dataDir, port, heapMegabytes, fullCompiler, access);
        }

        public Config withPort(int port) {
            return new Config(dataDir, port, heapMegabytes, fullCompiler, access);
        }

        public Config withFullCompiler(boolean fullCompiler) {
            return new Config(dataDir, port, heapMegabytes, fullCompiler, access);
        }
    }

    /**
     * @param ports hands out those that the config leaves open
     * @param spawner starts the process
     */
    public CassandraServer(Config config, Ports ports, Spawner spawner) {
        super("cassandra", spawner);
        this.config = config;
        this.dataDir = Folders.create(config.dataDir());
        this.port = ports.keptIn(dataDir, "cql", config.port());
        this.storagePort = ports.keptIn(dataDir, "storage", 0);
    }

    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(Ports.loopback(), port);
    }

    @Override
    ChildProcess launch() {
        ServerFiles files = ServerFiles.locate();
        ClassArchive archive = new ClassArchive(files.cassandraArchive());
        ChildProcess child = spawn(command(files, archive), dataDir, STOP_BOUND);
        child.onOrderlyEnd(archive::keep);
        child.awaitReady(() -> child.hasLogged("Startup complete"), START_BOUND);
        return child;
    }

    private List<String> command(ServerFiles files, ClassArchive archive) {
        Path settings = Folders.write(
                dataDir.resolve("cassandra.yaml"),
                Folders.resource("cassandra.yaml"),
                Map.of(
                        "dataDir", dataDir.toString(),
                        "port", Integer.toString(port),
                        "storagePort", Integer.toString(storagePort),
                        "access", config.access()));
        Path logging =
                Folders.write(dataDir.resolve("logback.xml"), Folders.resource("cassandra-logback.xml"), Map.of());

        List<String> command = new ArrayList<>();
        command.add(Executables.java().toString());
        Folders.resource("cassandra-jvm17.options").lines().forEach(command::add);
        // As root it locks in memory what -Xms commits.
        command.add("-Xms128m");
        command.add("-Xmx" + config.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        if (!config.fullCompiler()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(archive.options());
        command.addAll(Executables.javaOptions());
        command.add("-Dcassandra.config=" + settings.toUri().toString().replaceFirst("^file:/+", "file:///"));
        command.add("-Dlogback.configurationFile=" + logging);
        command.add("-Dcassandra.storagedir=" + dataDir);
        command.add("-Dcassandra.logdir=" + dataDir);
        command.add("-Dcassandra-foreground=yes");
        // A node alone has nobody to wait for.
        command.add("-Dcassandra.ring_delay_ms=0");
        command.add("-Dcassandra.skip_wait_for_gossip_to_settle=0");
        command.add("-Dcassandra.superuser_setup_delay_ms=0");
        command.add("-Dcassandra.shutdown_announce_in_ms=0");
        // Its approximate clock ticks every 2 ms by default: a thousand wake-ups a second that nobody here needs.
        command.add("-Dcassandra.approximate_time_precision_ms=50");
        // Else it is measured at every start.
        command.add("-Dcassandra.memtable.row_overhead_size=180");
        command.add("-cp");
        command.add(Folders.list(files.cassandraJars()).stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator"))));
        command.add("org.apache.cassandra.service.CassandraDaemon");
        return command;
    }
}
