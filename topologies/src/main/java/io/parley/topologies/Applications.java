package io.parley.topologies;

import io.parley.topologies.delivery.DeliverySettings;
import io.parley.topologies.delivery.DeliveryTopology;
import io.parley.topologies.presence.PresenceSettings;
import io.parley.topologies.presence.PresenceTopology;
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
            SequencerSettings::keysOfSteps,
            topics -> List.of(),
            (topics, serdes, settings) -> SequencerTopology.build(topics, serdes, SequencerSettings.read(settings)));

    /**
     * Finds recipients and their sessions. A repeat is removed by the sequence number, so it needs no transaction, and
     * waits for none.
     */
    public static final Application DELIVERY = new Application(
            "delivery",
            Guarantee.AHEAD_OF_COMMIT,
            DeliverySettings.KEYS,
            (topics, serdes, settings) -> DeliveryTopology.build(topics, serdes, DeliverySettings.read(settings)));

    /** Who is online, and which gateway lives. An application of its own, so that it can't starve messages. */
    public static final Application PRESENCE = new Application(
            "presence",
            Guarantee.AT_LEAST_ONCE,
            PresenceSettings.KEYS,
            (topics, serdes, settings) -> PresenceTopology.build(topics, serdes, PresenceSettings.read(settings)));

    public static final List<Application> ALL = List.of(SEQUENCER, DELIVERY, PRESENCE);

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
