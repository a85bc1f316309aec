package io.parley.admin;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.history.HistorySettings;
import io.parley.runtime.authority.SealSettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.runtime.lifecycle.ProcessEnd;
import io.parley.runtime.management.Health;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.ManagementServer;
import io.parley.runtime.management.ManagementSettings;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.schemas.RegistryRefusesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the admin interface as a process, until it is asked to end. */
public final class AdminProcess {

    private static final Logger LOG = LoggerFactory.getLogger(AdminProcess.class);

    private AdminProcess() {}

    /** Every key that the process knows. */
    public static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(AdminSettings.KEYS);
        keys.addAll(SealSettings.KEYS);
        keys.addAll(InstallationSettings.KEYS);
        keys.addAll(ManagementSettings.KEYS);
        keys.addAll(HistorySettings.KEYS);
        return List.copyOf(keys);
    }

    /**
     * Runs to the end of the process; errors are printed or logged. Adds a shutdown hook.
     *
     * @param file properties; null when there are none
     * @param environment of which the {@code PARLEY_*} variables count
     * @return the exit code: 0 after a request to end, 1 after a failure, 2 for invalid settings
     */
    public static int run(Path file, Map<String, String> environment) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Admin admin;
        ManagementPort management;
        Brokers brokers;
        try {
            Settings settings = Settings.load(file, environment, keys());
            management = ManagementSettings.read(settings);
            brokers = InstallationSettings.brokers(settings);
            admin = new Admin(AdminSettings.read(settings), meters);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.MISUSED;
        }
        ProcessEnd end = ProcessEnd.closing(admin::close);
        try (admin;
                ProcessMeters process = ProcessMeters.bindTo(meters);
                ManagementServer server =
                        new ManagementServer(management, () -> Health.well("runs"), admin::ready, meters::scrape)) {
            LOG.info("admin: health and metrics on {}", server.address());
            admin.start();
            end.await();
            return ExitCode.STOPPED;
        } catch (IOException e) {
            System.err.println(management.notBound(e));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.MISUSED;
        } catch (RegistryRefusesException e) {
            System.err.println(e.getMessage());
        } catch (RuntimeException e) {
            BrokersRefuseException.in(e, brokers, "what an admin process does")
                    .ifPresentOrElse(
                            refusal -> System.err.println(refusal.getMessage()),
                            () -> LOG.error("the admin interface can't start", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FAILED;
    }
}
