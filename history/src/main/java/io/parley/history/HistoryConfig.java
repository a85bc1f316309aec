package io.parley.history;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * The configuration of the store.
 *
 * @param contactPoints where Cassandra is first asked, {@code host:port} each; at least one
 * @param localDatacenter the data centre that answers reads and confirms writes, by a quorum of it
 * @param keyspace where the table is, 1 to 48 characters of {@code a–z 0–9 _}
 * @param replication copies by data centre, used when the keyspace is created and never after
 * @param requestTimeout for one read or write
 * @param timeToLive how long a row lives, counted from its event's time; zero: for ever
 * @param longestWait how long a page with {@code through} waits for the store to have it
 * @param credentials who logs in; empty where the store asks nobody to
 */
public record HistoryConfig(
        List<String> contactPoints,
        String localDatacenter,
        String keyspace,
        Map<String, Integer> replication,
        Duration requestTimeout,
        Duration timeToLive,
        Duration longestWait,
        Optional<Credentials> credentials) {

    public static final String DEFAULT_KEYSPACE = "parley_hot";
    public static final String DEFAULT_DATACENTER = "datacenter1";

    private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s:,]+:[0-9]{1,5}|\\[[0-9A-Fa-f:]+]:[0-9]{1,5}");
    private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9._-]+");
    private static final int HIGHEST_PORT = 65_535;

    /** The longest that Cassandra keeps what has an end: 20 years. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(20 * 365);

    /** The login at the store. */
    public record Credentials(String username, String password) {

        @Override
        public String toString() {
            return username;
        }
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public HistoryConfig {
        contactPoints = List.copyOf(contactPoints);
        replication = Map.copyOf(replication);
        require(!contactPoints.isEmpty(), HistorySettings.CONTACT_POINTS.name(), contactPoints, "one or more");
        for (String point : contactPoints) {
            require(isHostAndPort(point), HistorySettings.CONTACT_POINTS.name(), point, "host:port");
        }
        require(
                DATACENTER.matcher(localDatacenter).matches(),
                HistorySettings.LOCAL_DATACENTER.name(),
                localDatacenter,
                "a data centre's name");
        require(
                KEYSPACE.matcher(keyspace).matches(),
                HistorySettings.KEYSPACE.name(),
                keyspace,
                "1 to 48 characters of a-z 0-9 _, the first a letter");
        replication.forEach((datacenter, copies) -> require(
                DATACENTER.matcher(datacenter).matches() && copies >= 1,
                HistorySettings.REPLICATION.name(),
                datacenter + ":" + copies,
                "data centre:copies, 1 copy or more"));
        require(
                replication.containsKey(localDatacenter),
                HistorySettings.REPLICATION.name(),
                replication,
                "the local data centre " + localDatacenter + " among them");
        require(isPositive(requestTimeout), HistorySettings.REQUEST_TIMEOUT.name(), requestTimeout, "> 0");
        require(
                timeToLive.isZero()
                        || (timeToLive.compareTo(Duration.ofSeconds(1)) >= 0
                                && timeToLive.compareTo(LONGEST_LIFE) <= 0),
                HistorySettings.TIME_TO_LIVE.name(),
                timeToLive,
                "0s, or 1s to 7300d");
        require(!longestWait.isNegative(), HistorySettings.LONGEST_WAIT.name(), longestWait, ">= 0");
    }

    /** One Cassandra with the defaults of {@link HistorySettings}: a single copy, kept for ever. */
    public static HistoryConfig of(String contactPoint) {
        return new HistoryConfig(
                List.of(contactPoint),
                DEFAULT_DATACENTER,
                DEFAULT_KEYSPACE,
                Map.of(DEFAULT_DATACENTER, 1),
                Duration.ofSeconds(2),
                Duration.ZERO,
                Duration.ofSeconds(2),
                Optional.empty());
    }

    static boolean isHostAndPort(String text) {
        return HOST_AND_PORT.matcher(text).matches() && port(text) <= HIGHEST_PORT;
    }

    static String host(String point) {
        return point.substring(0, point.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    static int port(String point) {
        return Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
