package io.parley.standalone;

import io.parley.connectors.ConnectorSecrets;
import io.parley.connectors.redis.RedisSettings;
import io.parley.gateway.GatewaySettings;
import io.parley.gateway.LimitSettings;
import io.parley.gateway.TokenSettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.servers.CassandraServer;
import io.parley.topologies.Application;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of each part on one machine: what standalone decides, over what was chosen, over what standalone takes
 * for granted where a part of a real installation doesn't.
 */
final class Decisions {

    /** The names of the keys that nobody can set: the servers are its own, on loopback, and ask nobody who they are. */
    static final Set<String> NAMES = names(
            InstallationSettings.BOOTSTRAP_SERVERS.name(),
            InstallationSettings.KAFKA_CLIENT.name(),
            InstallationSettings.REGISTRY_URL.name(),
            InstallationSettings.REPLICATION.name(),
            HistorySettings.CONTACT_POINTS.name(),
            HistorySettings.LOCAL_DATACENTER.name(),
            HistorySettings.REPLICATION.name(),
            RedisSettings.URL.name(),
            "streams.state-dir",
            "management.host",
            "management.port");

    private final Map<String, String> values;

    private static Set<String> names(String... decided) {
        return Stream.concat(
                        Stream.of(decided), ConnectorSecrets.keys().stream().map(SettingKey::name))
                .collect(Collectors.toUnmodifiableSet());
    }

    Decisions(Map<String, String> chosen, Servers servers, DataFolder folder) {
        values = new HashMap<>();
        values.put(GatewaySettings.HOST.name(), "127.0.0.1");
        values.put(GatewaySettings.MANAGEMENT_HOST.name(), "127.0.0.1");
        values.put(TokenSettings.DEV_TOKENS.name(), "true");
        // Whoever develops a page serves it from a port of its own.
        values.put(GatewaySettings.ALLOWED_ORIGINS.name(), "loopback");
        // All clients are on this machine, a load generator among them.
        values.put(LimitSettings.HANDSHAKES_PER_SECOND.name(), "0");
        values.put(LimitSettings.BAD_TOKENS_PER_SECOND_PER_ADDRESS.name(), "0");
        values.put(LimitSettings.COMMANDS_PER_SECOND_PER_USER.name(), "0");
        values.put(LimitSettings.FRAMES_PER_SECOND.name(), "0");
        values.put(LimitSettings.BYTES_PER_SECOND.name(), "0");
        values.put("streams.rocksdb-memory", "32MiB");
        // A fixed name: after a kill -9 the next start takes its partitions back at once, where a stranger would have
        // to wait for the dead member's session to end.
        values.put("streams.group-instance-id", "standalone");
        // Nobody else could have taken its partitions, and a laptop that slept, or Ctrl-Z, shouldn't end it.
        values.put("streams.stop-when-frozen", "false");
        values.putAll(chosen);
        values.putIfAbsent(TokenSettings.SECRET.name(), TokenSecret.random());
        values.putIfAbsent(TokenSettings.DEV_TOKENS_CODE.name(), TokenSecret.random());
        if (Boolean.parseBoolean(values.get(StandaloneSettings.OPEN_TOKENS.name()))) {
            values.remove(TokenSettings.DEV_TOKENS_CODE.name());
        }
        values.put(
                InstallationSettings.BOOTSTRAP_SERVERS.name(), servers.broker().bootstrapServers());
        values.put(InstallationSettings.REGISTRY_URL.name(), servers.registry().url());
        values.put(InstallationSettings.REPLICATION.name(), "1");
        values.put(
                HistorySettings.CONTACT_POINTS.name(),
                "127.0.0.1:" + servers.cassandra().contactPoint().getPort());
        values.put(HistorySettings.LOCAL_DATACENTER.name(), CassandraServer.DATACENTER);
        values.put(RedisSettings.URL.name(), servers.redis().uri().toString());
        values.put("streams.state-dir", folder.of("streams").toString());
    }

    /** The settings of a part that knows these keys. */
    Settings settingsFor(Collection<SettingKey<?>> keys) {
        return Settings.ofKnown(values, keys);
    }

    /** The settings of an application, with those of what is plugged into it. */
    Settings settingsFor(Application application) {
        return application.settingsAmong(values);
    }
}
