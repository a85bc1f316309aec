package io.parley.bench;

import io.parley.bench.report.Report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges a result when the generator itself was late. Latency is measured from when a message was due, so it includes
 * that delay: every figure is an upper bound of the server's own. A p99 below the limit has held in any case; one above
 * it may be the generator's fault.
 *
 * @param longest the generator's own p99 delay above which it is reported
 * @param limit the upper bound of the recipients' p99
 */
record Lateness(Duration longest, Duration limit) {

    /** Whether p99 stayed below the limit. */
    boolean isWithinLimit(Report.Load load) {
        return load.recipients().p99() < limit.toMillis();
    }

    /** Whether p99 could have stayed below the limit with a punctual generator. */
    boolean mayBeToBlame(Report.Load load) {
        // No message was later by more than the longest delay: the rest of the latency was the server's.
        return isLate(load)
                && !isWithinLimit(load)
                && load.recipients().p99() - load.lag().max() < limit.toMillis();
    }

    /** The remark for the result; empty when the generator kept its schedule. */
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
