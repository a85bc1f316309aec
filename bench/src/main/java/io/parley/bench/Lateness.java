package io.parley.bench;

import io.parley.bench.report.Report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What it means for a result that the generator was late itself. Latency counts from when a message was due, so that the
 * delay is in it: every figure is an upper bound of the server's own. A p99 below the limit has held whoever was late;
 * only one above it may be the generator's doing.
 *
 * @param longest of the generator's own delay at p99, from which on it is worth a word
 * @param limit which the recipients' p99 has to stay below
 */
record Lateness(Duration longest, Duration limit) {

    /** Whether p99 stayed below the limit. */
    boolean isWithinLimit(Report.Load load) {
        return load.recipients().p99() < limit.toMillis();
    }

    /** Whether p99 could have stayed below the limit with a generator that is never late. */
    boolean mayBeToBlame(Report.Load load) {
        // No message was later by more than the longest delay: what is left after it was the server's.
        return isLate(load)
                && !isWithinLimit(load)
                && load.recipients().p99() - load.lag().max() < limit.toMillis();
    }

    /** What is to be said about it; empty when the generator kept its schedule. */
    Optional<String> remark(Report.Load load) {
        if (!isLate(load)) {
            return Optional.empty();
        }
        return Optional.of(late(load)
                + (mayBeToBlame(load)
                        ? ": without that p99 might have stayed below " + limit.toMillis() + " ms"
                        : ": that is in the latencies, which are upper bounds"));
    }

    private boolean isLate(Report.Load load) {
        return load.lag().p99() > longest.toMillis();
    }

    private static String late(Report.Load load) {
        return String.format(
                Locale.ROOT,
                "the generator was late itself (1%% of the messages left more than %.0f ms late)",
                load.lag().p99());
    }
}
