package io.parley.history;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.config.TlsKeys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Defines the keys of every process that reads or writes the store, and reads its config from them. */
public final class HistorySettings {

    private static final String DATACENTER = "[A-Za-z0-9._-]+";

    /** The longest that Cassandra keeps what has an end: 20 years. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(7300);

    public static final SettingKey<List<ContactPoint>> CONTACT_POINTS = SettingKey.of(
            "history.contact-points",
            "where Cassandra is first asked; the admin process may do without, and then reads no events",
            "host:port, one or more with commas between them",
            HistorySettings::contactPoints);
    public static final SettingKey<String> LOCAL_DATACENTER = SettingKey.text(
                    "history.local-datacenter",
                    "the Cassandra data centre that answers reads and confirms writes, by a quorum of it")
            .matching(DATACENTER, "characters of A-Z a-z 0-9 . _ -")
            .withDefault("datacenter1");
    public static final SettingKey<String> KEYSPACE = SettingKey.text(
                    "history.keyspace", "the keyspace that the table is in")
            .matching("[a-z][a-z0-9_]{0,47}", "1 to 48 characters of a-z 0-9 _, the first a letter")
            .withDefault("parley_hot");
    public static final SettingKey<Map<String, Integer>> REPLICATION = SettingKey.of(
                    "history.replication",
                    "copies by data centre, used once, when the keyspace is created; left out: one copy in the local"
                            + " data centre",
                    "data centre:copies, such as dc1:3,dc2:3, with 1 to 999 copies",
                    HistorySettings::replication)
            .optional();
    public static final SettingKey<Duration> REQUEST_TIMEOUT = SettingKey.duration(
                    "history.request-timeout", "how long one read or write may take")
            .moreThan("0s")
            .withDefault("2s");
    public static final SettingKey<Duration> TIME_TO_LIVE = SettingKey.duration(
                    "history.time-to-live", "how long a row is kept, from its event's time on; 0s: for ever")
            .checked(HistorySettings::isLife, "0s, or 1s to 7300d")
            .withDefault("0s");
    public static final SettingKey<Duration> LONGEST_WAIT = SettingKey.duration(
                    "history.longest-wait", "how long a history request with through waits for the store to have it")
            .atLeast("0s")
            .withDefault("2s");
    public static final SettingKey<String> USERNAME = SettingKey.text(
                    "history.username", "the user for Cassandra; without it there is no login")
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
        return new HistoryConfig(
                new HistoryConfig.Connection(
                        settings.get(CONTACT_POINTS),
                        settings.get(LOCAL_DATACENTER),
                        settings.find(USERNAME)
                                .map(name -> new HistoryConfig.Credentials(
                                        name, settings.find(PASSWORD).orElse(""))),
                        tls(settings),
                        settings.get(REQUEST_TIMEOUT)),
                keyspace(settings),
                settings.get(TIME_TO_LIVE),
                settings.get(LONGEST_WAIT));
    }

    /**
     * Reads what {@link #read} does, for a process that may do without a store.
     *
     * @return empty if {@link #CONTACT_POINTS} isn't set
     */
    public static Optional<HistoryConfig> find(Settings settings) {
        return settings.find(CONTACT_POINTS).map(points -> read(settings));
    }

    private static Optional<StoreTls> tls(Settings settings) {
        return settings.get(TLS_ENABLED)
                ? Optional.of(new StoreTls(TLS.read(settings), settings.get(TLS_VERIFY_HOSTNAME)))
                : Optional.empty();
    }

    private static HistoryConfig.Keyspace keyspace(Settings settings) {
        String local = settings.get(LOCAL_DATACENTER);
        Map<String, Integer> replication = settings.find(REPLICATION).orElse(Map.of(local, 1));
        if (!replication.containsKey(local)) {
            throw new IllegalArgumentException(REPLICATION.name() + ": " + replication + " (expected: the "
                    + LOCAL_DATACENTER.name() + " " + local + " among them)");
        }
        return new HistoryConfig.Keyspace(settings.get(KEYSPACE), replication);
    }

    private static List<ContactPoint> contactPoints(String text) {
        List<ContactPoint> points = parts(text).map(ContactPoint::parse).toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("none");
        }
        return points;
    }

    private static Map<String, Integer> replication(String text) {
        Map<String, Integer> replication = new TreeMap<>();
        parts(text).forEach(part -> {
            if (!part.matches(DATACENTER + ":[1-9][0-9]{0,2}")) {
                throw new IllegalArgumentException(part);
            }
            int colon = part.lastIndexOf(':');
            replication.put(part.substring(0, colon), Integer.valueOf(part.substring(colon + 1)));
        });
        return replication;
    }

    private static Stream<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static boolean isLife(Duration time) {
        return time.isZero() || (time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(LONGEST_LIFE) <= 0);
    }
}
