package io.parley.topologies;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.runtime.lifecycle.ProcessEnd;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.ManagementServer;
import io.parley.runtime.management.ManagementSettings;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.schemas.IncompatibleSchemaException;
import io.parley.schemas.RegistryUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Runs an application as a process until it is asked to end, with its settings and with health and metrics on the
 * management port.
 */
public final class ApplicationProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationProcess.class);

    private ApplicationProcess() {}

    /**
     * Runs the application to its end. Reports failures on the standard error or in the log. Adds a shutdown hook.
     *
     * @param file properties; null when there are none
     * @param environment only its {@code PARLEY_*} variables are read
     * @return the exit code: 0 when the process was asked to end, 1 after a failure, 2 when a setting is invalid
     */
    public static int run(Application chosen, Path file, Map<String, String> environment) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StreamsApplication application;
        ManagementPort management;
        try {
            Settings settings = chosen.load(file, environment);
            HttpSchemaRegistry registry = new HttpSchemaRegistry(InstallationSettings.registry(settings));
            management = ManagementSettings.read(settings);
            application = new StreamsApplication(chosen, settings, registry, meters);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.MISUSED;
        }
        try (application;
                ProcessMeters process = ProcessMeters.bindTo(meters);
                ManagementServer server =
                        new ManagementServer(management, application::alive, application::ready, meters::scrape)) {
            var unused = ProcessEnd.closing(application::close);
            LOG.info("{}: health and metrics on {}", application.name(), server.address());
            application.start();
            application.ended().join();
            return ExitCode.STOPPED;
        } catch (IOException e) {
            System.err.println(management.notBound(e));
        } catch (RequiredTopics.NotReadyException
                | BrokersRefuseException
                | RegistryUnavailableException
                | IncompatibleSchemaException e) {
            System.err.println(e.getMessage());
        } catch (CompletionException e) {
            LOG.error("{}: could not go on", chosen.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.FAILED;
    }
}
