package io.parley.topologies;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Declares the settings that all applications share. */
public final class ApplicationSettings {

    public static final SettingKey<Path> STATE_DIR = SettingKey.path(
            "streams.state-dir",
            "the folder of stores; a durable one of this process alone, or each restart rebuilds" + " them");
    public static final SettingKey<Integer> THREADS = SettingKey.integer(
                    "streams.threads", "stream threads of this process; more than partitions to share are idle")
            .between("1", "256")
            .withDefault("1");
    public static final SettingKey<Integer> STANDBY_REPLICAS = SettingKey.integer(
                    "streams.standby-replicas",
                    "copies of each store kept warm in other processes; left out: 1, or 0 when topics.replication is 1")
            .atLeast("0")
            .optional();
    public static final SettingKey<String> APPLICATION_ID_PREFIX = SettingKey.text(
                    "streams.application-id-prefix",
                    "the prefix of the application's name in Kafka's application.id; left out: topics.prefix")
            .matching("[A-Za-z0-9._-]{0,64}", "up to 64 characters of A-Z a-z 0-9 . _ -")
            .optional();
    public static final SettingKey<String> GROUP_INSTANCE_ID = SettingKey.text(
                    "streams.group-instance-id",
                    "a name of this process that survives restarts, so that none of them moves a task to another"
                            + " process; left out: none, and tasks move")
            .matching("[A-Za-z0-9._-]{1,200}", "1-200 characters of A-Z a-z 0-9 . _ -")
            .optional();
    public static final SettingKey<Duration> COMMIT_INTERVAL = SettingKey.duration(
                    "streams.commit-interval",
                    "how often an application commits; left out: 250ms for conversation and notify (readers see their"
                            + " output after the commit), 500ms for the others (what a crash repeats)")
            .atLeast("1ms")
            .optional();
    public static final SettingKey<Boolean> AHEAD_OF_COMMIT = SettingKey.flag(
                    "streams.ahead-of-commit",
                    "whether user hands on what conversation has written but not committed yet; no costs a commit"
                            + " interval, and the rest of a transaction's time when a process of conversation dies")
            .withDefault("true");
    public static final SettingKey<Long> ROCKSDB_MEMORY = SettingKey.bytes(
                    "streams.rocksdb-memory", "block cache and write buffers of all stores of this process together")
            .atLeast("4MiB")
            .withDefault("64MiB");
    public static final SettingKey<Duration> START_PATIENCE = SettingKey.duration(
                    "streams.start-patience", "how long brokers and topics that are not there yet are waited for")
            .atLeast("0s")
            .withDefault("1m");
    public static final SettingKey<Boolean> STOP_WHEN_FROZEN = SettingKey.flag(
                    "streams.stop-when-frozen",
                    "whether an application stops when the process stood still past its session time-out; no only where"
                            + " no other process shares its partitions")
            .withDefault("true");

    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(ApplicationSettings.class);

    private ApplicationSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static ApplicationConfig read(Settings settings) {
        CatalogueConfig catalogue = InstallationSettings.catalogue(settings);
        return new ApplicationConfig(
                InstallationSettings.brokers(settings),
                catalogue,
                new ApplicationConfig.Group(
                        settings.find(APPLICATION_ID_PREFIX).orElse(catalogue.prefix()),
                        settings.find(GROUP_INSTANCE_ID),
                        settings.get(THREADS)),
                new ApplicationConfig.Stores(
                        settings.get(STATE_DIR),
                        settings.find(STANDBY_REPLICAS).orElse(catalogue.replication() == 1 ? 0 : 1),
                        settings.get(ROCKSDB_MEMORY)),
                new ApplicationConfig.Commits(settings.find(COMMIT_INTERVAL), settings.get(AHEAD_OF_COMMIT)),
                new ApplicationConfig.Life(settings.get(START_PATIENCE), settings.get(STOP_WHEN_FROZEN)));
    }
}
