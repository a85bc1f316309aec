package io.parley.standalone;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.servers.ConnectWorker;
import io.parley.servers.Server;
import io.parley.topologies.Application;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.management.MBeanServer;

/** Turns a plan into parts that can be started, all in this process or as child processes of it. */
final class Parts {

    private static final Duration SETUP_PATIENCE = Duration.ofSeconds(60);

    private final Plan plan;
    private final Servers servers;
    private final DataFolder folder;
    private final ConnectWorker connect;

    /** Holds the meters of all parts, which the gateway's management port shows. */
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private volatile GatewayPart gateway;
    private volatile AdminPart admin;

    Parts(Plan plan, Servers servers, DataFolder folder) {
        this.plan = plan;
        this.folder = folder;
        this.servers = servers;
        this.connect = new ConnectWorker(plan.connect());
        // For as long as this process lives.
        var unused = ProcessMeters.bindTo(meters);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        meters.getPrometheusRegistry().register(new TopicBytes(beans));
        meters.getPrometheusRegistry().register(new StoredAges(beans));
        meters.getPrometheusRegistry().register(new SinkMeters(beans));
    }

    /** Returns all parts, in the order of the plan. */
    List<Part> all() {
        Map<String, Part.Starter> starters = starters();
        return plan.order().entrySet().stream()
                .map(part -> new Part(
                        part.getKey(), part.getValue(), plan.restarts(part.getKey()), starters.get(part.getKey())))
                .toList();
    }

    /** Returns the gateway, once it was started. */
    Optional<GatewayPart> gateway() {
        return Optional.ofNullable(gateway);
    }

    /** Returns the admin interface, once it was started. */
    Optional<AdminPart> admin() {
        return Optional.ofNullable(admin);
    }

    private Map<String, Part.Starter> starters() {
        Map<String, Part.Starter> starters = new LinkedHashMap<>();
        starters.put(Plan.BROKER, () -> start(servers.broker()));
        starters.put(Plan.CASSANDRA, () -> start(servers.cassandra()));
        starters.put(Plan.REDIS, () -> start(servers.redis()));
        starters.put(Plan.REGISTRY, () -> start(servers.registry()));
        starters.put(Plan.TOPICS, () -> {
            Setup.topics(plan.brokers(), plan.topics(), SETUP_PATIENCE);
            return Part.DONE;
        });
        starters.put(Plan.TABLES, () -> {
            Setup.tables(plan.store(), SETUP_PATIENCE);
            return Part.DONE;
        });
        starters.put(Plan.CONNECT, () -> start(connect));
        starters.put(Plan.SINKS, () -> SinksPart.start(connect, plan.sinks()));
        plan.applications()
                .forEach((application, settings) ->
                        starters.put(application.name(), () -> start(application, settings)));
        starters.put(Plan.GATEWAY, this::startGateway);
        starters.put(Plan.ADMIN, this::startAdmin);
        return starters;
    }

    private static Part.Running start(Server server) {
        server.start();
        return new Part.Running() {
            @Override
            public PartStatus status() {
                return server.isRunning() ? PartStatus.RUNNING : PartStatus.failed("it ended by itself");
            }

            @Override
            public void stop() {
                server.stop();
            }
        };
    }

    private Part.Running start(Application application, Settings settings) throws InterruptedException {
        return ApplicationPart.start(application, settings, new HttpSchemaRegistry(plan.registry()), meters);
    }

    private Part.Running startGateway() {
        GatewayPart started = GatewayPart.start(plan.gateway(), plan.store(), meters);
        gateway = started;
        return started;
    }

    private Part.Running startAdmin() throws IOException {
        AdminPart started = AdminPart.start(plan.admin(), folder, meters);
        admin = started;
        return started;
    }
}
