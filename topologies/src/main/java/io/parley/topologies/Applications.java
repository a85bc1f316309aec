package io.parley.topologies;

import io.parley.topologies.sequencer.SequencerSettings;
import io.parley.topologies.sequencer.SequencerTopology;

import java.util.List;
import java.util.stream.Collectors;

/** The applications that there are: the one place where a new one is entered. */
public final class Applications {

    /** Orders and numbers; the transaction is kept to its own partitions, the wide fan-out out of it. */
    public static final Application SEQUENCER = new Application(
            "sequencer",
            Guarantee.EXACTLY_ONCE,
            SequencerSettings.KEYS,
            (topics, serdes, settings) ->
                    SequencerTopology.build(topics, serdes, SequencerSettings.read(settings)));

    public static final List<Application> ALL = List.of(SEQUENCER);

    private Applications() {}

    /** @throws IllegalArgumentException if there is none of this name; the message is one line */
    public static Application named(String name) {
        return ALL.stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("application: " + name + " (expected: one of "
                        + ALL.stream().map(Application::name).collect(Collectors.joining(", ")) + ")"));
    }
}
