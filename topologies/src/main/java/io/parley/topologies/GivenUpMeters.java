package io.parley.topologies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.schemas.Topics;

import java.util.Optional;
import java.util.function.Function;

/** Counts records that could not be written and were given up; those of topics that are known beforehand from zero on. */
final class GivenUpMeters {

    private static final String OTHER = "other";
    private static final String ANY_GATEWAY = "any";

    private final String application;
    private final Function<String, Optional<String>> labelOf;
    private final MeterRegistry meters;

    GivenUpMeters(String application, Function<String, Optional<String>> labelOf, MeterRegistry meters) {
        this.application = application;
        this.labelOf = labelOf;
        this.meters = meters;
    }

    /** Under exactly once nothing is given up, and nothing is shown. */
    static GivenUpMeters of(
            Application application,
            Topics topics,
            TopologyTopics named,
            Function<String, Optional<String>> labelOf,
            MeterRegistry meters) {
        GivenUpMeters made = new GivenUpMeters(application.name(), labelOf, meters);
        if (!application.guarantee().isTransactional()) {
            named.sinks().forEach(made::counter);
            if (named.choosesSinks()) {
                made.counter(topics.deliveriesOf(ANY_GATEWAY));
            }
        }
        return made;
    }

    void count(String topic) {
        counter(topic).increment();
    }

    /** The same one for the same topic, and one for all gateways' topics: they come and go. */
    private Counter counter(String topic) {
        return Counter.builder("parley.streams.records.given.up")
                .description("records that could not be written and were given up")
                .tag("application", application)
                .tag("topic", labelOf.apply(topic).orElse(OTHER))
                .register(meters);
    }
}
