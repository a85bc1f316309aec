package io.parley.bench;

import io.parley.bench.hops.Hop;
import io.parley.bench.report.Report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Checks whether the store keeps up: it may be too slow for a rate that all recipients get in time. */
final class StoreLag {

    /** The time that {@code history} waits for the store before it answers that it is incomplete. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private StoreLag() {}

    /** The remark for the result; empty when the store keeps up, or when that is unknown. */
    static Optional<String> remark(Report.Load load) {
        return load.store()
                .map(Hop::p99)
                .filter(p99 -> p99 > LONGEST.toMillis())
                .map(p99 -> String.format(
                        Locale.ROOT,
                        "the store fell behind (p99 of %,.0f ms until it had an event; history waits for %,d ms)",
                        p99,
                        LONGEST.toMillis()));
    }
}
