package io.parley.standalone;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.ConnectorSecrets;
import io.parley.connectors.Connectors;
import io.parley.connectors.redis.RedisConfig;
import io.parley.connectors.redis.RedisSettings;
import io.parley.gateway.GatewayConfig;
import io.parley.gateway.GatewayProcess;
import io.parley.gateway.GatewaySettings;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.ConnectWorker;
import io.parley.topologies.Application;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.management.MBeanServer;

/** The parts of Parley on one machine and what each builds on. Every setting is read here, before anything starts. */
final class Blueprint {

    static final String BROKER = "broker";

    private static final String CASSANDRA = "cassandra";
    private static final String REDIS = "redis";
    private static final String REGISTRY = "registry";
    private static final String TOPICS = "topics";
    private static final String TABLES = "tables";
    private static final String CONNECT = "connect";
    private static final String SINKS = "sinks";
    private static final String GATEWAY = "gateway";

    /** What no application of somebody's own may be called. */
    static final Set<String> NAMES =
            Set.of(BROKER, CASSANDRA, REDIS, REGISTRY, TOPICS, TABLES, CONNECT, SINKS, GATEWAY);

    private static final int SINK_TASKS = 1;
    private static final Duration SETUP_PATIENCE = Duration.ofSeconds(60);

    private final Servers servers;
    private final Decisions decisions;
    private final List<Application> applications;
    private final String bootstrapServers;
    private final Topics topics;
    private final RegistryConfig registry;
    private final HistoryConfig store;
    private final RedisConfig redis;
    private final GatewayConfig gatewayConfig;
    private final ConnectWorker connect;

    /** One for all parts: the gateway's management port shows it. */
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private volatile GatewayPart gateway;

    /** @throws IllegalArgumentException if a setting makes no sense; the message is one line that names it */
    Blueprint(Servers servers, Decisions decisions, List<Application> applications) {
        this.servers = servers;
        this.decisions = decisions;
        this.applications = applications;
        this.bootstrapServers = servers.broker().bootstrapServers();
        Settings installation = decisions.settingsFor(InstallationSettings.KEYS);
        topics = new Topics(InstallationSettings.catalogue(installation));
        registry = InstallationSettings.registry(installation);
        store = HistorySettings.read(decisions.settingsFor(HistorySettings.KEYS));
        redis = RedisSettings.read(decisions.settingsFor(RedisSettings.KEYS));
        gatewayConfig = GatewaySettings.read(decisions.settingsFor(GatewayProcess.keys()));
        // For as long as this process lives.
        var unused = ProcessMeters.bindTo(meters);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        meters.getPrometheusRegistry().register(new TopicBytes(beans));
        meters.getPrometheusRegistry().register(new StoredAges(beans));
        meters.getPrometheusRegistry().register(new SinkMeters(beans));
        Map<String, String> secrets = new HashMap<>(HistorySettings.write(store));
        secrets.putAll(RedisSettings.write(redis));
        connect = new ConnectWorker(new ConnectWorker.Config(
                bootstrapServers, 0, topics.config().prefix(), ConnectorSecrets.workerProperties(secrets)));
    }

    /** In an order in which each comes after those that it builds on. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(BROKER, Set.of(), () -> Servers.start(servers.broker())));
        parts.add(new Part(CASSANDRA, Set.of(), () -> Servers.start(servers.cassandra())));
        parts.add(new Part(REDIS, Set.of(), () -> Servers.start(servers.redis())));
        parts.add(new Part(REGISTRY, Set.of(BROKER), () -> Servers.start(servers.registry())));
        parts.add(new Part(TOPICS, Set.of(BROKER), () -> {
            Setup.topics(Brokers.at(bootstrapServers), allTopics(), SETUP_PATIENCE);
            return Part.DONE;
        }));
        parts.add(new Part(TABLES, Set.of(CASSANDRA), () -> {
            Setup.tables(store, SETUP_PATIENCE);
            return Part.DONE;
        }));
        parts.add(new Part(CONNECT, Set.of(BROKER), () -> Servers.start(connect)));
        parts.add(new Part(
                SINKS, Set.of(CONNECT, REGISTRY, TOPICS, TABLES, REDIS), () -> SinksPart.start(connect, sinks())));
        for (Application application : applications) {
            parts.add(new Part(application.name(), Set.of(REGISTRY, TOPICS), () -> start(application)));
        }
        parts.add(new Part(GATEWAY, Set.of(REGISTRY, TOPICS, TABLES), this::startGateway));
        return parts;
    }

    /** What has to be said for a development token, where there are such tokens and it is asked for. */
    Optional<String> tokenCode() {
        return gatewayConfig.auth().devTokens() ? gatewayConfig.auth().devTokensCode() : Optional.empty();
    }

    Optional<GatewayPart> gateway() {
        return Optional.ofNullable(gateway);
    }

    private List<Topic<?>> allTopics() {
        List<Topic<?>> all = new ArrayList<>(topics.all());
        applications.forEach(application -> all.addAll(application.ownTopics().apply(topics)));
        return all;
    }

    private List<ConnectorConfig> sinks() {
        Connectors connectors = new Connectors(topics, Brokers.at(bootstrapServers), registry);
        return List.of(connectors.cassandra(store, SINK_TASKS), connectors.redis(redis, SINK_TASKS));
    }

    private Part.Running start(Application application) throws InterruptedException {
        return ApplicationPart.start(
                application, decisions.settingsFor(application), new HttpSchemaRegistry(registry), meters);
    }

    private Part.Running startGateway() {
        GatewayPart started = GatewayPart.start(gatewayConfig, store, meters);
        gateway = started;
        return started;
    }
}
