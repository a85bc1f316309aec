package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.history.History;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.runtime.lifecycle.ProcessEnd;
import io.parley.runtime.management.ManagementSettings;
import io.parley.runtime.metrics.ProcessMeters;
import io.parley.schemas.RegistryRefusesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs one gateway as a process: settings, the store that it reads, and the gateway until the process is asked to end.
 */
public final class GatewayProcess {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

    private GatewayProcess() {}

    /** Every key that the process knows. */
    public static List<SettingKey<?>> keys() {
        return Stream.of(GatewaySettings.KEYS, InstallationSettings.KEYS, ManagementSettings.KEYS, HistorySettings.KEYS)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Runs to the end of the process; errors are printed or logged. Adds a shutdown hook.
     *
     * @param file properties; null when there are none
     * @param environment of which the {@code PARLEY_*} variables count
     * @return the exit code: 0 after a request to end, 1 after a failure, 2 for invalid settings
     */
    public static int run(Path file, Map<String, String> environment) {
        GatewayConfig config;
        HistoryConfig store;
        try {
            Settings settings = Settings.load(file, environment, keys());
            config = GatewaySettings.read(settings);
            store = HistorySettings.read(settings);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCode.MISUSED;
        }
        return run(config, store);
    }

    private static int run(GatewayConfig config, HistoryConfig store) {
        History history = History.open(store);
        // All but history works without it.
        history.refused().thenAccept(refusal -> LOG.error("no history: {}", refusal.getMessage()));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // For as long as this process lives.
        var unused = ProcessMeters.bindTo(meters);
        Gateway gateway = new Gateway(config, history.reader(), meters);
        ProcessEnd end = ProcessEnd.closing(gateway::close, history::close);
        try {
            gateway.start();
            end.await();
        } catch (RegistryRefusesException e) {
            System.err.println(e.getMessage());
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            BrokersRefuseException.in(e, config.log().brokers(), "what a gateway does")
                    .ifPresentOrElse(
                            refusal -> System.err.println(refusal.getMessage()),
                            () -> LOG.error("the gateway can't start", e));
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.STOPPED;
    }
}
