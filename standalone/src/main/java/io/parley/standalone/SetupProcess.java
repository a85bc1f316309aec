package io.parley.standalone;

import io.parley.connectors.Connectors;
import io.parley.connectors.redis.RedisSettings;
import io.parley.history.HistoryConfig;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.Topics;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes topics, tables and connectors, and ends: to be run once before the other processes, and again at will. */
final class SetupProcess {

    static final SettingKey<URI> CONNECT_URL =
            SettingKey.uri("setup.connect-url", "the REST interface of a Connect worker, which gets the sinks");
    static final SettingKey<Integer> SINK_TASKS = SettingKey.integer(
                    "setup.sink-tasks", "tasks of each sink; more than its topics have partitions are idle")
            .withDefault("4");
    static final SettingKey<Duration> PATIENCE = SettingKey.duration(
                    "setup.patience", "how long to wait for brokers, store and worker, each")
            .withDefault("2m");

    private static final List<SettingKey<?>> OWN_KEYS = List.of(CONNECT_URL, SINK_TASKS, PATIENCE);

    private SetupProcess() {}

    static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(InstallationSettings.KEYS);
        keys.addAll(HistorySettings.KEYS);
        keys.addAll(RedisSettings.KEYS);
        keys.addAll(OWN_KEYS);
        keys.addAll(ConnectAccess.OF_SETUP);
        return keys;
    }

    static void run(Settings settings) throws InterruptedException {
        Brokers brokers = InstallationSettings.brokers(settings);
        Topics topics = new Topics(InstallationSettings.catalogue(settings));
        HistoryConfig store = HistorySettings.read(settings);
        Duration patience = settings.get(PATIENCE);
        int tasks = settings.get(SINK_TASKS);
        Connectors connectors = new Connectors(topics, settings);

        Setup.topics(brokers, topics.all(), patience);
        Setup.tables(store, patience);
        Setup.connectors(
                ConnectAccess.requests(settings, settings.get(CONNECT_URL), patience),
                List.of(
                        connectors.cassandra(
                                settings, Math.min(tasks, topics.events().partitions())),
                        connectors.redis(
                                settings, Math.min(tasks, topics.sessions().partitions()))));
    }
}
