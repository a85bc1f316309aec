package io.parley.topologies;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.schemas.HttpSchemaRegistry;
import io.parley.schemas.IncompatibleSchemaException;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.config.InstallationSettings;
import io.parley.schemas.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Runs one application as a process: {@code Main sequencer|delivery|presence [config.properties]}. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    private static int run(String[] arguments, Map<String, String> environment) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StreamsApplication application;
        InetSocketAddress management;
        try {
            if (arguments.length < 1 || arguments.length > 2) {
                throw new IllegalArgumentException("usage: Main sequencer|delivery|presence [config.properties]");
            }
            Application chosen = Applications.named(arguments[0]);
            Path file = arguments.length == 2 ? Path.of(arguments[1]) : null;
            Settings settings = Settings.load(file, environment, chosen.keys());
            HttpSchemaRegistry registry = new HttpSchemaRegistry(InstallationSettings.registry(settings));
            management = ManagementSettings.read(settings);
            application = new StreamsApplication(chosen, settings, registry, meters);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return MISUSED;
        }
        try (application;
                ManagementServer server =
                        new ManagementServer(management, application::alive, application::ready, meters::scrape)) {
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "shutdown"));
            LOG.info("{}: health and metrics on {}", application.name(), server.address());
            application.start();
            application.ended().join();
            return STOPPED;
        } catch (IOException e) {
            System.err.println("management.port: " + management + " can't be bound: " + e.getMessage());
        } catch (RequiredTopics.NotReadyException | RegistryUnavailableException | IncompatibleSchemaException e) {
            System.err.println(e.getMessage());
        } catch (CompletionException e) {
            LOG.error("{}: could not go on", arguments[0], e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FAILED;
    }
}
