package io.parley.topologies.failure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Counts records that were given up because they could not be written; starts the counters of known topics at zero. */
public final class GivenUpMeters {

    private static final String OTHER = "other";

    private final String application;
    private final Function<String, Optional<String>> labelOf;
    private final MeterRegistry meters;

    public GivenUpMeters(String application, Function<String, Optional<String>> labelOf, MeterRegistry meters) {
        this.application = application;
        this.labelOf = labelOf;
        this.meters = meters;
    }

    /** @param topics topics whose counters exist from the start; under exactly once there are none */
    public static GivenUpMeters of(
            String application,
            Collection<String> topics,
            Function<String, Optional<String>> labelOf,
            MeterRegistry meters) {
        GivenUpMeters made = new GivenUpMeters(application, labelOf, meters);
        topics.forEach(made::counter);
        return made;
    }

    void count(String topic) {
        counter(topic).increment();
    }

    /** Returns the same counter for the same topic, and one for all gateways' topics: they come and go. */
    private Counter counter(String topic) {
        return Counter.builder("parley.streams.records.given.up")
                .description("records that could not be written and were given up")
                .tag("application", application)
                .tag("topic", labelOf.apply(topic).orElse(OTHER))
                .register(meters);
    }
}
