package io.parley.standalone;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;
import io.parley.servers.KafkaBroker;
import io.parley.servers.Ports;
import io.parley.servers.RedisServer;
import io.parley.servers.SchemaRegistryServer;
import io.parley.servers.Spawner;

import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Holds the servers of one machine, before their start; their addresses are already known.
 *
 * @param spawner starts those that are child processes
 */
record Servers(
        KafkaBroker broker,
        SchemaRegistryServer registry,
        CassandraServer cassandra,
        RedisServer redis,
        Spawner spawner)
        implements AutoCloseable {

    /** @param settings of {@link StandaloneSettings} */
    static Servers in(DataFolder folder, Settings settings) {
        Ports ports = new Ports();
        Spawner spawner = new Spawner();
        KafkaBroker broker = new KafkaBroker(
                new KafkaBroker.Config(folder.of("broker"), settings.get(StandaloneSettings.BROKER_PORT), Map.of()),
                ports);
        return new Servers(
                broker,
                new SchemaRegistryServer(
                        new SchemaRegistryServer.Config(
                                folder.of("registry"),
                                settings.get(StandaloneSettings.REGISTRY_PORT),
                                broker.bootstrapServers()),
                        ports,
                        spawner),
                new CassandraServer(
                        CassandraServer.Config.in(folder.of("cassandra"))
                                .withPort(settings.get(StandaloneSettings.CASSANDRA_PORT))
                                .withFullCompiler(compilesFully()),
                        ports,
                        spawner),
                new RedisServer(
                        new RedisServer.Config(folder.of("redis"), settings.get(StandaloneSettings.REDIS_PORT)),
                        ports,
                        spawner),
                spawner);
    }

    /** Returns the settings with the servers' addresses. */
    Map<SettingKey<?>, String> addresses() {
        return Map.of(
                InstallationSettings.BOOTSTRAP_SERVERS,
                broker.bootstrapServers(),
                InstallationSettings.REGISTRY_URL,
                registry.url(),
                HistorySettings.CONTACT_POINTS,
                "127.0.0.1:" + cassandra.contactPoint().getPort(),
                HistorySettings.LOCAL_DATACENTER,
                CassandraServer.DATACENTER,
                RedisSettings.URL,
                redis.uri().toString());
    }

    /** Ends child processes of an earlier instance. */
    @Override
    public void close() {
        spawner.close();
    }

    /**
     * Returns whether this process was started for load rather than for a quick start; its child processes follow it.
     */
    private static boolean compilesFully() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options.getVMOption("TieredStopAtLevel").getValue().equals("4");
    }
}
