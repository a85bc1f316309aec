package io.parley.standalone;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.connectors.ConnectorSecrets;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.runtime.lifecycle.ProcessEnd;
import io.parley.runtime.management.Health;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.ManagementServer;
import io.parley.runtime.management.ManagementSettings;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.schemas.CatalogueConfig;
import io.parley.servers.ConnectWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;

/**
 * Runs a Kafka Connect worker with Parley's plug-ins as a process of its own, with its sinks' metrics and health on the
 * management port, and starts sinks again that have failed.
 */
final class ConnectProcess {

    static final SettingKey<String> HOST = SettingKey.text(
                    "connect.host", "the address that the REST interface listens on; never a public one")
            .withDefault("127.0.0.1");
    static final SettingKey<Integer> PORT =
            SettingKey.integer("connect.port", "the port of the REST interface").withDefault("8083");
    static final SettingKey<String> ADVERTISED_HOST = SettingKey.text(
                    "connect.advertised-host",
                    "the host name by which other workers reach this one; left out: the" + " system's own")
            .optional();

    private static final List<SettingKey<?>> OWN_KEYS = List.of(HOST, PORT, ADVERTISED_HOST);

    /** Lists the secrets that sinks refer to; a worker needs only those that its sinks use. */
    private static final List<SettingKey<?>> SECRETS = ConnectorSecrets.keys().stream()
            .filter(key -> !InstallationSettings.KEYS.contains(key))
            .<SettingKey<?>>map(SettingKey::optional)
            .toList();

    /** Bounds how long the group waits for a lost worker before it takes over the worker's tasks. */
    private static final String RETURN_MILLIS = "10000";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectProcess.class);
    private static final long CHECK_MILLIS = 1_000;

    private ConnectProcess() {}

    static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(InstallationSettings.KEYS);
        keys.addAll(OWN_KEYS);
        keys.addAll(ConnectAccess.OF_WORKER);
        keys.addAll(SECRETS);
        keys.addAll(ManagementSettings.KEYS);
        return keys;
    }

    /**
     * Runs the worker until it ends. Adds a shutdown hook.
     *
     * @param file properties; null when there are none
     * @return the exit code
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    static int run(Path file, Map<String, String> environment) throws InterruptedException {
        Settings settings = Settings.load(file, environment, keys());
        ManagementPort management = ManagementSettings.read(settings);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        meters.getPrometheusRegistry().register(new StoredAges(beans));
        meters.getPrometheusRegistry().register(new SinkMeters(beans));
        ConnectWorker worker = worker(settings);
        SinkRestarts restarts = new SinkRestarts(worker::states, worker::restartFailed, Clock.systemUTC());
        try (worker;
                ProcessMeters process = ProcessMeters.bindTo(meters);
                ManagementServer server = new ManagementServer(
                        management, () -> Health.well("the worker runs"), restarts::health, meters::scrape)) {
            var unused = ProcessEnd.closing(worker::close);
            worker.start();
            LOG.info("connect: health and metrics on {}", server.address());
            while (worker.isRunning()) {
                TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
                restarts.check();
            }
        } catch (IOException e) {
            System.err.println(management.notBound(e));
        }
        return ExitCode.FAILED;
    }

    private static ConnectWorker worker(Settings settings) {
        CatalogueConfig catalogue = InstallationSettings.catalogue(settings);
        Brokers brokers = InstallationSettings.brokers(settings);
        Map<String, String> properties = new HashMap<>(brokers.workerProperties());
        properties.putAll(ConnectAccess.workerProperties(settings));
        properties.put(
                "listeners", ConnectAccess.scheme(settings) + "://" + settings.get(HOST) + ":" + settings.get(PORT));
        settings.find(ADVERTISED_HOST).ifPresent(host -> properties.put("rest.advertised.host.name", host));
        for (String kind : List.of("config", "offset", "status")) {
            properties.put(kind + ".storage.replication.factor", Short.toString(catalogue.replication()));
        }
        properties.put("scheduled.rebalance.max.delay.ms", RETURN_MILLIS);
        properties.putAll(ConnectorSecrets.workerProperties(settings.values()));
        return new ConnectWorker(new ConnectWorker.Config(
                brokers.bootstrapServers(), settings.get(PORT), catalogue.prefix(), properties));
    }
}
