package io.parley.topologies;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

import java.util.Set;
import java.util.TreeSet;

/**
 * The topics that a topology names; repartition topics without the application's id.
 *
 * @param sources topics that it reads
 * @param sinks topics that it writes under a fixed name
 * @param choosesSinks whether it also chooses topics by the record
 */
public record TopologyTopics(Set<String> sources, Set<String> sinks, boolean choosesSinks) {

    /**
     * Returns the topics that it reads by their real names: repartition topics begin with the application's id.
     *
     * @param applicationId as Kafka has it
     */
    Set<String> realSources(String applicationId) {
        Set<String> real = new TreeSet<>();
        sources.forEach(source -> {
            real.add(source);
            real.add(applicationId + "-" + source);
        });
        return real;
    }

    /** Those that a topology names. */
    public static TopologyTopics of(Topology topology) {
        Set<String> sources = new TreeSet<>();
        Set<String> sinks = new TreeSet<>();
        boolean chooses = false;
        for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
                    sources.addAll(source.topicSet());
                } else if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
                    sinks.add(sink.topic());
                } else if (node instanceof TopologyDescription.Sink) {
                    chooses = true;
                }
            }
        }
        return new TopologyTopics(Set.copyOf(sources), Set.copyOf(sinks), chooses);
    }
}
