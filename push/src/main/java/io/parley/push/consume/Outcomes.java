package io.parley.push.consume;

import io.parley.push.lane.Outcome;

import java.util.concurrent.CompletionStage;

/**
 * Writes how notifications ended.
 *
 * @param <V> the values that they were read from
 */
@FunctionalInterface
public interface Outcomes<V> {

    /** Writes an outcome; completes when it can't be lost any more. Never blocks; called on any thread. */
    CompletionStage<Void> write(V value, Outcome outcome);
}
