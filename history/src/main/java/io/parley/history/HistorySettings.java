package io.parley.history;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.config.TlsKeys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys of every process that reads or writes the store, and the config that is read from them. */
public final class HistorySettings {

    public static final SettingKey<List<String>> CONTACT_POINTS = SettingKey.list(
            "history.contact-points", "where Cassandra is first asked, host:port with commas between them");
    public static final SettingKey<String> LOCAL_DATACENTER = SettingKey.text(
                    "history.local-datacenter",
                    "the Cassandra data centre that answers reads and confirms writes, by a quorum of it")
            .withDefault(HistoryConfig.DEFAULT_DATACENTER);
    public static final SettingKey<String> KEYSPACE = SettingKey.text(
                    "history.keyspace", "the keyspace that the table is in")
            .withDefault(HistoryConfig.DEFAULT_KEYSPACE);
    public static final SettingKey<List<String>> REPLICATION = SettingKey.list(
                    "history.replication",
                    "copies by data centre, such as dc1:3,dc2:3, used once, when the keyspace is created; by default"
                            + " one copy in the local data centre")
            .optional();
    public static final SettingKey<Duration> REQUEST_TIMEOUT = SettingKey.duration(
                    "history.request-timeout", "how long one read or write may take")
            .withDefault("2s");
    public static final SettingKey<Duration> TIME_TO_LIVE = SettingKey.duration(
                    "history.time-to-live", "how long a row is kept, from its event's time on; 0s: for ever")
            .withDefault("0s");
    public static final SettingKey<Duration> LONGEST_WAIT = SettingKey.duration(
                    "history.longest-wait", "how long a history request with through waits for the store to have it")
            .withDefault("2s");
    public static final SettingKey<String> USERNAME = SettingKey.text(
                    "history.username", "who logs in to Cassandra; without it nobody does")
            .optional();
    public static final SettingKey<String> PASSWORD = SettingKey.text(
                    "history.password", "the password of history.username")
            .optional()
            .secret();
    public static final SettingKey<Boolean> TLS_ENABLED = SettingKey.flag(
                    "history.tls.enabled", "whether connections to Cassandra are encrypted")
            .withDefault("false");

    private static final TlsKeys TLS = TlsKeys.of("history.tls", "Cassandra");

    public static final SettingKey<Path> TLS_TRUSTED = TLS.trusted();
    public static final SettingKey<Path> TLS_CERTIFICATE = TLS.certificate();
    public static final SettingKey<Path> TLS_KEY = TLS.key();
    public static final SettingKey<Boolean> TLS_VERIFY_HOSTNAME = SettingKey.flag(
                    "history.tls.verify-hostname",
                    "whether a node's certificate has to name the address at which the node is reached; no only where"
                            + " history.tls.trusted-certificates has nothing but the nodes' own authority")
            .withDefault("true");

    /** Of the process rather than of the installation: each is known to Cassandra by its own. */
    public static final List<SettingKey<?>> ACCESS =
            List.of(USERNAME, PASSWORD, TLS_ENABLED, TLS_TRUSTED, TLS_CERTIFICATE, TLS_KEY, TLS_VERIFY_HOSTNAME);

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(HistorySettings.class);

    private HistorySettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static HistoryConfig read(Settings settings) {
        String datacenter = settings.get(LOCAL_DATACENTER);
        return new HistoryConfig(
                settings.get(CONTACT_POINTS),
                datacenter,
                settings.get(KEYSPACE),
                settings.find(REPLICATION).map(HistorySettings::replication).orElse(Map.of(datacenter, 1)),
                settings.get(REQUEST_TIMEOUT),
                settings.get(TIME_TO_LIVE),
                settings.get(LONGEST_WAIT),
                settings.find(USERNAME)
                        .map(name -> new HistoryConfig.Credentials(
                                name, settings.find(PASSWORD).orElse(""))),
                settings.get(TLS_ENABLED)
                        ? Optional.of(new StoreTls(TLS.read(settings), settings.get(TLS_VERIFY_HOSTNAME)))
                        : Optional.empty());
    }

    /** A config as the settings that make it: for handing it to another process or to a connector. */
    public static Map<String, String> write(HistoryConfig config) {
        Map<String, String> values = new TreeMap<>();
        values.put(CONTACT_POINTS.name(), String.join(",", config.contactPoints()));
        values.put(LOCAL_DATACENTER.name(), config.localDatacenter());
        values.put(KEYSPACE.name(), config.keyspace());
        List<String> copies = new ArrayList<>();
        new TreeMap<>(config.replication()).forEach((datacenter, count) -> copies.add(datacenter + ":" + count));
        values.put(REPLICATION.name(), String.join(",", copies));
        values.put(REQUEST_TIMEOUT.name(), config.requestTimeout().toString());
        values.put(TIME_TO_LIVE.name(), config.timeToLive().toString());
        values.put(LONGEST_WAIT.name(), config.longestWait().toString());
        config.credentials().ifPresent(credentials -> {
            values.put(USERNAME.name(), credentials.username());
            values.put(PASSWORD.name(), credentials.password());
        });
        config.tls().ifPresent(tls -> {
            values.put(TLS_ENABLED.name(), "true");
            values.put(TLS_VERIFY_HOSTNAME.name(), Boolean.toString(tls.verifiesHostnames()));
            values.putAll(TLS.write(tls.files()));
        });
        return values;
    }

    private static Map<String, Integer> replication(List<String> texts) {
        Map<String, Integer> replication = new TreeMap<>();
        for (String text : texts) {
            int colon = text.lastIndexOf(':');
            Optional<Integer> copies = colon < 1 ? Optional.empty() : copies(text.substring(colon + 1));
            replication.put(
                    text.substring(0, Math.max(colon, 0)),
                    copies.orElseThrow(() -> new IllegalArgumentException(
                            REPLICATION.name() + ": " + text + " (expected: data centre:copies)")));
        }
        return replication;
    }

    private static Optional<Integer> copies(String text) {
        return text.matches("[0-9]{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
