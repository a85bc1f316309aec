package io.parley.connectors.cassandra;

import io.parley.history.UnstorableEventException;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Retries a step of a record until it succeeds, or until its partition is revoked. */
final class Retried implements Runnable {

    private final PartitionProgress.Begun begun;
    private final Supplier<CompletionStage<Void>> attempt;
    private final Retries retries;
    private final SinkCounts counts;
    private final Runnable ended;
    private final Consumer<UnstorableEventException> hopeless;
    private int failures;

    /**
     * @param ended runs after success, or when the partition was revoked
     * @param hopeless runs if it can never succeed
     */
    Retried(
            PartitionProgress.Begun begun,
            Supplier<CompletionStage<Void>> attempt,
            Retries retries,
            SinkCounts counts,
            Runnable ended,
            Consumer<UnstorableEventException> hopeless) {
        this.begun = begun;
        this.attempt = attempt;
        this.retries = retries;
        this.counts = counts;
        this.ended = ended;
        this.hopeless = hopeless;
    }

    @Override
    public void run() {
        if (begun.isAbandoned()) {
            ended.run();
            return;
        }
        attempt.get().whenComplete((done, outcome) -> {
            Throwable failure = outcome instanceof CompletionException ? outcome.getCause() : outcome;
            if (failure == null) {
                ended.run();
            } else if (failure instanceof UnstorableEventException unstorable) {
                hopeless.accept(unstorable);
            } else {
                failures++;
                counts.failed(failure);
                retries.later(failures, this);
            }
        });
    }
}
