package io.parley.standalone;

import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds what the docs say about meters against what a running Parley shows. */
class MetersIT {

    private static final Duration STORED = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern NAMED = Pattern.compile("`((?:parley|kafka|jvm|process)_[a-z_]+)");
    private static final Pattern NAMED_WITH_DOTS = Pattern.compile("`(parley\\.[a-z.]+)`");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)[{ ]");
    private static final Pattern LAG =
            Pattern.compile("(?m)^kafka_consumer_fetch_manager_records_lag\\{.*topic=\"([^\"]+)\"");
    private static final Pattern UNIT = Pattern.compile("(_total|_max|_seconds)+$");

    /** Only where there is a certificate. */
    private static final String WITH_TLS = "parley_gateway_certificate";

    /** One process with all parts, of four partitions at most. */
    private static final int LARGEST_SCRAPE = 400_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RunningParley parley;

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
        String bob = "bob-" + UUID.randomUUID();
        try (TestClient alice = connect("alice-" + UUID.randomUUID());
                TestClient other = connect(bob)) {
            String conversation = alice.group("Meters", bob);
            alice.awaitEventOf(alice.message(conversation, "counted"));
            other.awaitEvent(conversation, 2);
        }
    }

    @Test
    void shouldShowEveryMeterThatTheDocsName() {
        Set<String> named = matches(NAMED, doc("operations.md"));
        named.removeIf(name -> name.startsWith(WITH_TLS) || name.endsWith("_"));
        assertThat(named).hasSizeGreaterThan(25);
        eventually(() -> {
            String scrape = scrape();
            Set<String> shown = matches(FAMILY, scrape);
            shown.addAll(matches(SAMPLE, scrape));
            return difference(named, shown);
        });
    }

    @Test
    void shouldNameEveryMeterOfItsOwnInTheDocs() {
        Set<String> named = matches(NAMED, doc("operations.md")).stream()
                .map(MetersIT::withoutUnit)
                .collect(Collectors.toCollection(TreeSet::new));
        matches(NAMED_WITH_DOTS, doc("operations.md")).forEach(name -> named.add(withoutUnit(name.replace('.', '_'))));
        Set<String> shown = matches(FAMILY, scrape()).stream()
                .filter(name -> name.startsWith("parley_"))
                .map(MetersIT::withoutUnit)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(difference(shown, named)).isEmpty();
    }

    @Test
    void shouldShowTheLagOfEachTopicOnceAndNothingThatNobodyActsOn() {
        eventually(() -> difference(
                Set.of("parley.commands", "parley.signals", "parley.expansions", "parley.sessions"),
                matches(LAG, scrape())));
        String scrape = scrape();
        assertThat(matches(LAG, scrape)).noneMatch(topic -> topic.startsWith("parley_"));
        assertThat(scrape.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST_SCRAPE);
    }

    @Test
    void shouldShowNoLagOfASinkThatHasStoredAllThatCanBeRead() {
        // Tests that share this installation may have left thousands of events to be stored.
        eventually(
                STORED,
                () -> difference(
                        Set.of(
                                "parley_sink_lag{connector=\"parley.cassandra-sink\"} 0.0",
                                "parley_sink_lag{connector=\"parley.redis-sink\"} 0.0"),
                        scrape().lines().collect(Collectors.toSet())));
    }

    /** Some are there only when the engine has run for a while. */
    private static void eventually(Supplier<Set<String>> lacking) {
        eventually(PATIENCE, lacking);
    }

    private static void eventually(Duration patience, Supplier<Set<String>> lacking) {
        await().atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(lacking.get()).isEmpty());
    }

    private static TestClient connect(String user) {
        return TestClient.ready(parley.gateway(), parley.token(user));
    }

    private static String scrape() {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(parley.management().resolve("/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String doc(String name) {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutUnit(String name) {
        return UNIT.matcher(name).replaceFirst("");
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
