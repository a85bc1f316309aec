package io.parley.topologies.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts an application's dead letters. All counters start at zero: the increase of a counter that appears with its
 * first record is never seen.
 */
public final class LetterMeters {

    private static final String OTHER = "other";

    private final String application;
    private final Function<String, Optional<String>> labelOf;
    private final MeterRegistry meters;
    private final Counter lost;

    /**
     * @param labelOf returns a topic's label in metrics
     * @param sources the topics that the application reads
     */
    public LetterMeters(
            String application,
            Function<String, Optional<String>> labelOf,
            Collection<String> sources,
            MeterRegistry meters) {
        this.application = application;
        this.labelOf = labelOf;
        this.meters = meters;
        this.lost = Counter.builder("parley.streams.dead.letters.lost")
                .description(
                        "records that can never be read and were passed over, since no letter of them could be kept")
                .tag("application", application)
                .register(meters);
        sources.forEach(this::counter);
    }

    /** Counts a record that can never be read. */
    void found(String topic) {
        counter(topic).increment();
    }

    /** Counts a record whose letter was lost. */
    void lost() {
        lost.increment();
    }

    /** Returns the same counter for the same topic. */
    private Counter counter(String topic) {
        return Counter.builder("parley.streams.dead.letters")
                .description("records that can never be read, put into the dead-letters topic")
                .tag("application", application)
                .tag("topic", labelOf.apply(topic).orElse(OTHER))
                .register(meters);
    }
}
