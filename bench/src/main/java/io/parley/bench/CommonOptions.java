package io.parley.bench;

import io.parley.bench.client.Fleet;
import io.parley.bench.client.Target;
import io.parley.bench.workload.Stalled;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The options of every workload. */
final class CommonOptions {

    private static final String PORT = "PARLEY_GATEWAY_PORT";
    private static final String MANAGEMENT_PORT = "PARLEY_MANAGEMENT_PORT";
    private static final String MANAGEMENT_TOKEN = "PARLEY_MANAGEMENT_TOKEN";
    private static final String MANAGEMENT_TOKEN_FILE = "PARLEY_MANAGEMENT_TOKEN_FILE";
    private static final String SECRET = "PARLEY_TOKEN_SECRET";
    private static final String CODE = "PARLEY_TOKEN_DEV_TOKENS_CODE";
    private static final String COMMIT = "parley.commit";

    private final Map<String, String> environment;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "address of the gateway; by default http://127.0.0.1:8080, or the port of PARLEY_GATEWAY_PORT")
    private URI url;

    @Option(
            names = "--loops",
            defaultValue = "1",
            description =
                    "threads of the generator; one does some 50,000 deliveries a second (default: ${DEFAULT-VALUE})")
    private int loops;

    @Option(names = "--body", defaultValue = "100", description = "bytes of a message (default: ${DEFAULT-VALUE})")
    private int body;

    @Option(
            names = "--in-flight",
            defaultValue = "100",
            description = "concurrent attempts to connect (default: ${DEFAULT-VALUE})")
    private int inFlight;

    @Option(
            names = "--setup",
            defaultValue = "2m",
            description = "longest time until all conversations exist (default: ${DEFAULT-VALUE})")
    private Duration setup;

    @Option(
            names = "--drain",
            defaultValue = "30s",
            description = "longest wait for messages after the end; messages missing then fail the run"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration drain;

    @Option(
            names = "--longest-lag",
            defaultValue = "20ms",
            description =
                    "delay of the generator itself, at p99, above which the result has a remark; the delay is included"
                            + " in the latencies (default: ${DEFAULT-VALUE})")
    private Duration longestLag;

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "URL",
            description =
                    "where the server's processes show their metrics, for the time of each hop and the bytes of each"
                            + " topic; by default /metrics on port 9080 of the gateway's host, or the port of"
                            + " PARLEY_MANAGEMENT_PORT")
    private List<URI> metrics;

    @Option(names = "--json", paramLabel = "FILE", description = "write the result as JSON")
    private Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "write the result as a picture")
    private Path svg;

    CommonOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param settings of the workload, for readers of the result
     * @param reads whether clients send read receipts
     * @param stalled clients that stop reading
     */
    BenchConfig config(Map<String, String> settings, boolean reads, Stalled stalled) {
        settings.put("body", body + " B");
        settings.put("loops", Integer.toString(loops));
        settings.put("in-flight", Integer.toString(inFlight));
        return new BenchConfig(
                new Target(url()),
                metrics(),
                metricsToken(),
                given(SECRET),
                given(CODE),
                new Fleet.Settings(loops, body, tag(), reads, stalled),
                inFlight,
                setup,
                drain,
                longestLag,
                System.getProperty(COMMIT, "unknown"),
                settings);
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    Optional<Path> svg() {
        return Optional.ofNullable(svg);
    }

    private Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** The token that the metrics pages want: as processes have it, in the environment or in a file. */
    private Optional<String> metricsToken() {
        return given(MANAGEMENT_TOKEN).or(() -> given(MANAGEMENT_TOKEN_FILE).map(CommonOptions::tokenIn));
    }

    private static String tokenIn(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    MANAGEMENT_TOKEN_FILE + ": " + file + " (expected: a readable file that holds the token; " + e
                            + ")",
                    e);
        }
    }

    private URI url() {
        return url != null ? url : URI.create("http://127.0.0.1:" + environment.getOrDefault(PORT, "8080"));
    }

    private List<URI> metrics() {
        return metrics != null
                ? metrics
                : List.of(URI.create("http://" + url().getHost() + ":"
                        + environment.getOrDefault(MANAGEMENT_PORT, "9080") + "/metrics"));
    }

    /** A tag that differs in every process, so that no process reuses the users of another. */
    private static String tag() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
    }
}
