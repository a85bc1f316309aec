package io.parley.bench;

import io.parley.bench.workload.Pace;
import io.parley.bench.workload.Population;
import io.parley.bench.workload.Shape;
import io.parley.bench.workload.Stalled;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The options of workloads that send messages. */
final class LoadOptions {

    private static final long SEED = 1;

    @Option(names = "--rate", description = "messages per second; by default 250 (direct), 50 (groups, mix), 5 (large)")
    private Double rate;

    @Option(names = "--users", description = "connected users; by default 200, 1000 in large, 400 in mix")
    private Integer users;

    @Option(
            names = "--group-size",
            defaultValue = "10",
            description = "members of a group, in groups and mix (default: ${DEFAULT-VALUE})")
    private int groupSize;

    @Option(
            names = "--warm-up",
            defaultValue = "10s",
            description = "time at the start that is checked but not measured (default: ${DEFAULT-VALUE})")
    private Duration warmUp;

    @Option(names = "--duration", defaultValue = "30s", description = "measured time (default: ${DEFAULT-VALUE})")
    private Duration duration;

    @Option(
            names = "--limit",
            defaultValue = "200ms",
            description = "upper bound of p99: the goal of a search; in other workloads a p99 above it is no"
                    + " failure, but invalid if the generator itself may be the cause (default: ${DEFAULT-VALUE})")
    private Duration limit;

    @Option(
            names = "--arrivals",
            defaultValue = "even",
            description = "even: equal intervals; random: like those of many people (default: ${DEFAULT-VALUE})")
    private Pace.Arrivals arrivals;

    @Option(
            names = "--seed",
            defaultValue = "" + SEED,
            description = "seed of senders and times (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--open",
            negatable = true,
            description = "every client has its conversations open, and so gets presence and read marks;"
                    + " the default, always so in large")
    private Boolean open;

    @Option(
            names = "--reads",
            negatable = true,
            description = "every client sends read receipts, at most once a second in each conversation;"
                    + " the default except in large")
    private Boolean reads;

    @Option(
            names = "--stalled",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "share of the clients that don't read from their sockets in the measured time, up to 50; they are"
                            + " left out of the verdict and the latencies, and others send their messages"
                            + " (default: ${DEFAULT-VALUE})")
    private int stalled;

    /** Makes the population of a shape. */
    Population population(Shape shape) {
        Population population = shape.of(sizes(shape));
        return shape != Shape.LARGE && (open == null || open) ? population.open() : population;
    }

    /** Whether clients send read receipts. */
    boolean reads(Shape shape) {
        return reads == null ? shape != Shape.LARGE : reads;
    }

    /** The share of clients that stop reading in the measured time. */
    Stalled stalled() {
        return new Stalled(stalled);
    }

    private Shape.Sizes sizes(Shape shape) {
        int standard = switch (shape) {
            case DIRECT, GROUPS -> 200;
            case LARGE -> 1_000;
            case MIX -> 400;
        };
        return new Shape.Sizes(users == null ? standard : users, groupSize);
    }

    Pace pace(Shape shape) {
        double standard = switch (shape) {
            case DIRECT -> 250;
            case GROUPS, MIX -> 50;
            case LARGE -> 5;
        };
        return new Pace(rate == null ? standard : rate, warmUp, duration, arrivals, seed);
    }

    /** The upper bound of the recipients' p99. */
    Duration limit() {
        return limit;
    }

    void describe(Shape shape, Map<String, String> settings) {
        settings.put("rate", Double.toString(pace(shape).rate()));
        settings.put("users", Integer.toString(sizes(shape).users()));
        settings.put("warm-up", warmUp.toSeconds() + " s");
        settings.put("duration", duration.toSeconds() + " s");
        settings.put("arrivals", arrivals.name().toLowerCase(Locale.ROOT));
        settings.put("reads", Boolean.toString(reads(shape)));
        settings.put("stalled", stalled + "%");
        settings.put("limit", limit.toMillis() + " ms");
        settings.put("seed", Long.toString(seed));
    }
}
