package io.parley.standalone;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RedisServer;
import io.parley.servers.SchemaRegistryServer;
import io.parley.servers.Server;

import java.lang.management.ManagementFactory;
import java.util.Map;

/** The servers of one machine, not started yet; their addresses are known before. */
record Servers(KafkaBroker broker, SchemaRegistryServer registry, CassandraServer cassandra, RedisServer redis) {

    /** @param settings of {@link StandaloneSettings} */
    static Servers in(DataFolder folder, Settings settings) {
        KafkaBroker broker = new KafkaBroker(
                new KafkaBroker.Config(folder.of("broker"), settings.get(StandaloneSettings.BROKER_PORT), Map.of()));
        return new Servers(
                broker,
                new SchemaRegistryServer(new SchemaRegistryServer.Config(
                        folder.of("registry"),
                        settings.get(StandaloneSettings.REGISTRY_PORT),
                        broker.bootstrapServers())),
                new CassandraServer(CassandraServer.Config.in(folder.of("cassandra"))
                        .withPort(settings.get(StandaloneSettings.CASSANDRA_PORT))
                        .withFullCompiler(compilesFully())),
                new RedisServer(
                        new RedisServer.Config(folder.of("redis"), settings.get(StandaloneSettings.REDIS_PORT))));
    }

    /** Whether this process was started for load rather than for a quick start; its child processes do as it does. */
    private static boolean compilesFully() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options.getVMOption("TieredStopAtLevel").getValue().equals("4");
    }

    /** Starts one of them as a part. */
    static Part.Running start(Server server) {
        server.start();
        return new Part.Running() {
            @Override
            public Condition condition() {
                return server.isRunning() ? Condition.RUNNING : Condition.failed("it ended by itself");
            }

            @Override
            public void stop() {
                server.stop();
            }
        };
    }
}
