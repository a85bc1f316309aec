package io.parley.topologies.testkit;

import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.internals.InternalTopicConfig;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder.TopicsInfo;
import org.apache.kafka.streams.processor.internals.TopologyMetadata.Subtopology;
import org.apache.kafka.streams.processor.internals.assignment.CopartitionedTopicsEnforcer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tasks that the engine would make of a topology: for each of its parts one for each partition that the part reads.
 * Repartition topics have as many partitions as with the engine.
 */
final class TaskPlan {

    private static final int UNREAD = 1;

    private final Map<String, Integer> partitions;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> everywhere = new HashSet<>();

    /**
     * A sub-topology.
     *
     * @param reads its sources
     * @param tasks its number of tasks
     */
    record Part(int id, Set<String> reads, int tasks) {}

    private TaskPlan(Map<String, Integer> known) {
        this.partitions = new HashMap<>(known);
    }

    /**
     * @param topology used up by this
     * @param known the partitions of topics, by their names
     * @throws IllegalStateException if it reads a topic with an unknown number of partitions
     * @throws org.apache.kafka.streams.errors.TopologyException if it joins topics that have different numbers of partitions
     */
    static TaskPlan of(Topology topology, StreamsConfig config, Map<String, Integer> known) {
        TaskPlan plan = new TaskPlan(known);
        topology.describe().globalStores().stream()
                .map(TopologyDescription.GlobalStore::source)
                .forEach(source -> plan.everywhere.addAll(source.topicSet()));
        InternalTopologyBuilder builder = DriverAccess.builder(topology).rewriteTopology(config);
        Map<Integer, TopicsInfo> infos = new HashMap<>();
        Map<Subtopology, TopicsInfo> found = builder.subtopologyToTopicsInfo();
        builder.nodeGroups().keySet().forEach(id -> {
            TopicsInfo info = found.get(new Subtopology(id, null));
            if (info != null && !info.sourceTopics.isEmpty()) {
                infos.put(id, info);
            }
        });
        plan.countRepartitions(infos.values());
        plan.enforce(builder.copartitionGroups(), infos.values());
        infos.forEach((id, info) -> plan.parts.add(new Part(
                id,
                Set.copyOf(info.sourceTopics),
                info.sourceTopics.stream().mapToInt(plan::required).max().orElseThrow())));
        return plan;
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether every task reads the whole topic, as with a global table. */
    boolean isEverywhere(String topic) {
        return everywhere.contains(topic);
    }

    boolean reads(String topic) {
        return isEverywhere(topic)
                || parts.stream().anyMatch(part -> part.reads().contains(topic));
    }

    /** The number of partitions of a topic; an unknown one that isn't read here counts as one. */
    int partitionsOf(String topic) {
        return partitions.getOrDefault(topic, UNREAD);
    }

    private int required(String topic) {
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new IllegalStateException(topic
                    + " is read, and nobody knows its partitions (expected: a topic of the catalogue, or one of the"
                    + " own topics of an application)");
        }
        return count;
    }

    /**
     * Like the engine: the number that its writer names, else the greatest of the topics that the writing part reads.
     */
    private void countRepartitions(Collection<TopicsInfo> infos) {
        Set<String> open = new HashSet<>();
        for (TopicsInfo info : infos) {
            info.repartitionSourceTopics.forEach((topic, config) -> {
                config.numberOfPartitions().ifPresent(count -> partitions.put(topic, count));
                open.add(topic);
            });
        }
        open.removeAll(partitions.keySet());
        boolean progress = true;
        while (progress) {
            progress = open.removeIf(topic -> {
                OptionalInt count = infos.stream()
                        .filter(info -> info.sinkTopics.contains(topic))
                        .flatMap(info -> info.sourceTopics.stream())
                        .filter(source -> !open.contains(source))
                        .mapToInt(this::required)
                        .max();
                count.ifPresent(found -> partitions.put(topic, found));
                return count.isPresent();
            });
        }
    }

    /** Joined topics have the same number of partitions, and repartition topics among them follow. */
    private void enforce(Collection<Set<String>> groups, Collection<TopicsInfo> infos) {
        Map<String, InternalTopicConfig> repartitions = new HashMap<>();
        infos.forEach(info -> repartitions.putAll(info.repartitionSourceTopics));
        repartitions.forEach((topic, config) -> {
            if (!config.hasEnforcedNumberOfPartitions()) {
                config.setNumberOfPartitions(required(topic));
            }
        });
        List<PartitionInfo> all = new ArrayList<>();
        partitions.forEach((topic, count) -> IntStream.range(0, count)
                .forEach(partition -> all.add(new PartitionInfo(topic, partition, null, null, null))));
        Cluster cluster = new Cluster(null, List.of(), all, Set.of(), Set.of());
        CopartitionedTopicsEnforcer enforcer = new CopartitionedTopicsEnforcer("the kit: ");
        groups.forEach(group -> enforcer.enforce(group, repartitions, cluster));
        repartitions.forEach((topic, config) ->
                partitions.put(topic, config.numberOfPartitions().orElseThrow()));
    }
}
