package io.parley.standalone;

import io.parley.admin.AdminConfig;
import io.parley.admin.AdminProcess;
import io.parley.admin.AdminSettings;
import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.ConnectorSecrets;
import io.parley.connectors.Connectors;
import io.parley.connectors.redis.RedisSettings;
import io.parley.gateway.GatewayConfig;
import io.parley.gateway.GatewayProcess;
import io.parley.gateway.GatewaySettings;
import io.parley.gateway.LimitSettings;
import io.parley.gateway.TokenSettings;
import io.parley.gateway.auth.AuthConfig.DevTokenAccess;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.authority.SealSettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.ConnectWorker;
import io.parley.topologies.Application;
import io.parley.topologies.ApplicationSettings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans which parts run on one machine, after which others, and with which settings. Pure: a function of the
 * configuration, the servers' addresses and the secrets of this run.
 *
 * <pre>
 *   broker ──┬─► registry ─┬─► conversation, user, presence, and others' applications
 *            ├─► topics ───┼─► gateway, admin
 *            └─► connect ──┤
 *   cassandra ─► tables ───┼─► sinks
 *   redis ─────────────────┘
 * </pre>
 *
 * <p>A setting is what the plan decides, else what was chosen, else what {@code up} takes for granted where a part
 * alone doesn't, else the part's own default.
 */
final class Plan {

    static final String BROKER = "broker";
    static final String CASSANDRA = "cassandra";
    static final String REDIS = "redis";
    static final String REGISTRY = "registry";
    static final String TOPICS = "topics";
    static final String TABLES = "tables";
    static final String CONNECT = "connect";
    static final String SINKS = "sinks";
    static final String GATEWAY = "gateway";
    static final String ADMIN = "admin";

    /** Lists the names that plugged-in applications may not have. */
    static final Set<String> NAMES =
            Set.of(BROKER, CASSANDRA, REDIS, REGISTRY, TOPICS, TABLES, CONNECT, SINKS, GATEWAY, ADMIN);

    /** Bounds how often a part is started again within ten minutes. */
    static final int RESTARTS = 3;

    /** Lists settings that can't be chosen: the servers are the instance's own, on loopback, without authentication. */
    static final Set<SettingKey<?>> DECIDED = Stream.concat(
                    Stream.of(
                            InstallationSettings.BOOTSTRAP_SERVERS,
                            InstallationSettings.KAFKA_CLIENT,
                            InstallationSettings.REGISTRY_URL,
                            InstallationSettings.REPLICATION,
                            HistorySettings.CONTACT_POINTS,
                            HistorySettings.LOCAL_DATACENTER,
                            HistorySettings.REPLICATION,
                            RedisSettings.URL,
                            ApplicationSettings.STATE_DIR),
                    ConnectorSecrets.keys().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final String NO_LIMIT = "0";

    /** Lists defaults of {@code up} that differ from those of a part alone. */
    private static final Map<SettingKey<?>, String> DEFAULTS = Map.ofEntries(
            Map.entry(GatewaySettings.HOST, "127.0.0.1"),
            Map.entry(TokenSettings.DEV_TOKENS, "true"),
            // A page under development is served from a port of its own.
            Map.entry(GatewaySettings.ALLOWED_ORIGINS, "loopback"),
            // Commands find it in the data folder, wherever it is.
            Map.entry(AdminSettings.PORT, "0"),
            Map.entry(ApplicationSettings.ROCKSDB_MEMORY, "32MiB"),
            // A fixed name: after a kill -9 the next start takes its partitions back at once, where a stranger would
            // have to wait for the dead member's session to end.
            Map.entry(ApplicationSettings.GROUP_INSTANCE_ID, "standalone"),
            // Nobody else could have taken its partitions, and a laptop that slept, or Ctrl-Z, shouldn't end it.
            Map.entry(ApplicationSettings.STOP_WHEN_FROZEN, "false"));

    /**
     * Lists the limits that {@code up} leaves out unless it is asked for them: all clients are on this machine, a load
     * generator among them.
     */
    private static final List<SettingKey<?>> UNLIMITED = List.of(
            LimitSettings.HANDSHAKES_PER_SECOND,
            LimitSettings.CONNECTS_PER_MINUTE_PER_USER,
            LimitSettings.GROUPS_PER_DAY_PER_USER,
            LimitSettings.MEMBERS_PER_DAY_PER_USER,
            LimitSettings.BAD_TOKENS_PER_SECOND_PER_ADDRESS,
            LimitSettings.COMMANDS_PER_SECOND_PER_USER,
            LimitSettings.FRAMES_PER_SECOND,
            LimitSettings.BYTES_PER_SECOND);

    private static final int SINK_TASKS = 1;

    private final Settings installation;
    private final Brokers brokers;
    private final Topics topics;
    private final RegistryConfig registry;
    private final Settings history;
    private final Settings redis;
    private final GatewayConfig gateway;
    private final AdminConfig admin;
    private final Map<Application, Settings> applications = new LinkedHashMap<>();

    private Plan(Map<String, String> values, List<Application> applications) {
        installation = settingsFor(InstallationSettings.KEYS, values);
        brokers = InstallationSettings.brokers(installation);
        topics = new Topics(InstallationSettings.catalogue(installation));
        registry = InstallationSettings.registry(installation);
        history = settingsFor(HistorySettings.KEYS, values);
        redis = settingsFor(RedisSettings.KEYS, values);
        gateway = GatewaySettings.read(settingsFor(GatewayProcess.keys(), values));
        admin = AdminSettings.read(settingsFor(AdminProcess.keys(), values));
        applications.forEach(application -> this.applications.put(application, application.settingsAmong(values)));
    }

    /**
     * Makes the plan.
     *
     * @param servers the settings with the servers' addresses
     * @param stateDir the folder of the topologies' stores
     * @param adminTokens the file of the admin interface's users, unless another one is set
     * @param sealSecret seals commands, unless another one is set; the same after a restart, since commands wait in the
     *     log
     * @param secret generates a secret
     * @throws IllegalArgumentException if a setting is invalid; the message is one line that names it
     */
    static Plan of(
            StandaloneConfig config,
            Map<SettingKey<?>, String> servers,
            Path stateDir,
            Path adminTokens,
            String sealSecret,
            Supplier<String> secret) {
        Settings own = settingsFor(StandaloneSettings.OWN_KEYS, config.settings());
        Map<String, String> values = new HashMap<>();
        DEFAULTS.forEach((key, value) -> values.put(key.name(), value));
        if (!own.get(StandaloneSettings.LIMITS)) {
            UNLIMITED.forEach(key -> values.put(key.name(), NO_LIMIT));
        }
        values.put(AdminSettings.TOKENS.name(), adminTokens.toString());
        values.putAll(config.settings());
        values.putIfAbsent(SealSettings.SECRET.name(), sealSecret);
        values.putIfAbsent(TokenSettings.SECRET.name(), secret.get());
        values.putIfAbsent(TokenSettings.DEV_TOKENS_CODE.name(), secret.get());
        if (own.get(StandaloneSettings.OPEN_TOKENS)) {
            values.remove(TokenSettings.DEV_TOKENS_CODE.name());
        }
        servers.forEach((key, value) -> values.put(key.name(), value));
        values.put(InstallationSettings.REPLICATION.name(), "1");
        values.put(ApplicationSettings.STATE_DIR.name(), stateDir.toString());
        return new Plan(values, config.applications());
    }

    /** Returns each part with the parts that it depends on, in an order in which they can be started. */
    Map<String, Set<String>> order() {
        Map<String, Set<String>> order = new LinkedHashMap<>();
        order.put(BROKER, Set.of());
        order.put(CASSANDRA, Set.of());
        order.put(REDIS, Set.of());
        order.put(REGISTRY, Set.of(BROKER));
        order.put(TOPICS, Set.of(BROKER));
        order.put(TABLES, Set.of(CASSANDRA));
        order.put(CONNECT, Set.of(BROKER));
        order.put(SINKS, Set.of(CONNECT, REGISTRY, TOPICS, TABLES, REDIS));
        applications.keySet().forEach(application -> order.put(application.name(), Set.of(REGISTRY, TOPICS)));
        order.put(GATEWAY, Set.of(REGISTRY, TOPICS, TABLES));
        order.put(ADMIN, Set.of(REGISTRY, TOPICS));
        return order;
    }

    /** Returns how often a part may be restarted: never for the broker, whose end ends everything. */
    int restarts(String part) {
        return part.equals(BROKER) ? 0 : RESTARTS;
    }

    /** Returns the applications, each with its settings. */
    Map<Application, Settings> applications() {
        return Collections.unmodifiableMap(applications);
    }

    /** Returns the topics of the catalogue and those of the applications. */
    List<Topic<?>> topics() {
        List<Topic<?>> all = new ArrayList<>(topics.all());
        applications
                .keySet()
                .forEach(application -> all.addAll(application.ownTopics().apply(topics)));
        return all;
    }

    Brokers brokers() {
        return brokers;
    }

    RegistryConfig registry() {
        return registry;
    }

    HistoryConfig store() {
        return HistorySettings.read(history);
    }

    GatewayConfig gateway() {
        return gateway;
    }

    AdminConfig admin() {
        return admin;
    }

    /** Returns the Connect worker, which knows the secrets that the sinks name. */
    ConnectWorker.Config connect() {
        Map<String, String> secrets = new HashMap<>(history.written(HistorySettings.KEYS));
        secrets.putAll(redis.written(RedisSettings.KEYS));
        return new ConnectWorker.Config(
                brokers.bootstrapServers(), 0, topics.config().prefix(), ConnectorSecrets.workerProperties(secrets));
    }

    List<ConnectorConfig> sinks() {
        Connectors connectors = new Connectors(topics, installation);
        return List.of(connectors.cassandra(history, SINK_TASKS), connectors.redis(redis, SINK_TASKS));
    }

    /** Returns the code for development tokens, if such tokens are on and need one. */
    Optional<String> tokenCode() {
        return gateway.auth().devTokens().flatMap(DevTokenAccess::code);
    }

    private static Settings settingsFor(Collection<SettingKey<?>> keys, Map<String, String> values) {
        return Settings.ofKnown(values, keys);
    }
}
