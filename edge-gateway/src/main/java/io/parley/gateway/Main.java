package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.gateway.session.request.HistorySource;
import io.parley.history.History;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.schemas.config.InstallationSettings;
import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;
import io.parley.schemas.process.ProcessMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs one gateway as a process: {@code Main [file]}, with a properties file and {@code PARLEY_*} variables. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int UNUSABLE_SETTINGS = 2;

    private Main() {}

    public static void main(String[] arguments) {
        GatewayConfig config;
        HistoryConfig store;
        try {
            Path file = arguments.length > 0 ? Path.of(arguments[0]) : null;
            Settings settings = Settings.load(file, System.getenv(), keys());
            config = GatewaySettings.read(settings);
            store = HistorySettings.read(settings);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(UNUSABLE_SETTINGS);
            return;
        }
        run(config, store);
    }

    /** Every key that the process knows. */
    public static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(GatewaySettings.KEYS);
        keys.addAll(InstallationSettings.KEYS);
        keys.addAll(HistorySettings.KEYS);
        return List.copyOf(keys);
    }

    private static void run(GatewayConfig config, HistoryConfig store) {
        CountDownLatch ended = new CountDownLatch(1);
        History history = History.open(store);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // For as long as this process lives.
        var unused = ProcessMeters.bindTo(meters);
        Gateway gateway = new Gateway(config, HistorySource.of(history.reader()), meters);
        Thread atExit = new Thread(
                () -> {
                    gateway.close();
                    history.close();
                    ended.countDown();
                },
                "parley-shutdown");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            gateway.start();
            ended.await();
        } catch (RuntimeException e) {
            LOG.error("the gateway can't start", e);
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
