package io.parley.bench;

import io.parley.bench.hops.Hop;
import io.parley.bench.report.Report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether the store keeps up: a rate that everybody gets in time may still be more than it can take in. */
final class StoreLag {

    /** So long {@code history} waits for the store, before it says that it is incomplete. */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private StoreLag() {}

    /** What is to be said about it; empty when it keeps up, or nobody can tell. */
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
