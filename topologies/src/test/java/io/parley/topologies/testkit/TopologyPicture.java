package io.parley.topologies.testkit;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Draws a topology as a Mermaid flowchart, from its own description: topics (with round ends), processors, stores
 * (cylinders), and a box for each sub-topology, which becomes a task per partition.
 */
public final class TopologyPicture {

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final StringBuilder shapes = new StringBuilder();
    private final StringBuilder arrows = new StringBuilder();

    private TopologyPicture() {}

    /** The flowchart, without a fence; the same for the same topology. */
    public static String of(Topology topology) {
        TopologyPicture picture = new TopologyPicture();
        topology.describe().subtopologies().stream()
                .sorted(Comparator.comparing(Subtopology::id))
                .forEach(picture::draw);
        return "flowchart LR\n" + picture.shapes + picture.arrows;
    }

    private void draw(Subtopology part) {
        StringBuilder inside = new StringBuilder();
        List<Node> nodes =
                part.nodes().stream().sorted(Comparator.comparing(Node::name)).toList();
        for (Node node : nodes) {
            inside.append("    ")
                    .append(id(node.name()))
                    .append("[\"")
                    .append(node.name())
                    .append("\"]\n");
        }
        for (String store : new TreeSet<>(nodes.stream()
                .filter(Processor.class::isInstance)
                .flatMap(node -> ((Processor) node).stores().stream())
                .collect(Collectors.toSet()))) {
            inside.append("    ")
                    .append(id("store " + store))
                    .append("[(\"")
                    .append(store)
                    .append("\")]\n");
        }
        nodes.forEach(this::connect);
        shapes.append("  subgraph part")
                .append(part.id())
                .append(" [\"sub-topology ")
                .append(part.id())
                .append("\"]\n");
        shapes.append(inside).append("  end\n");
    }

    private void connect(Node node) {
        node.successors().stream()
                .map(TopologyDescription.Node::name)
                .sorted()
                .forEach(next -> arrow(id(node.name()), "-->", id(next)));
        if (node instanceof Source source) {
            new TreeSet<>(source.topicSet()).forEach(topic -> arrow(topic(topic), "-->", id(node.name())));
        } else if (node instanceof Sink sink) {
            String topic = sink.topic() == null ? sink.topicNameExtractor().toString() : sink.topic();
            arrow(id(node.name()), "-->", topic(topic));
        } else if (node instanceof Processor processor) {
            new TreeSet<>(processor.stores()).forEach(store -> arrow(id(node.name()), "-.-", id("store " + store)));
        }
    }

    private void arrow(String from, String line, String to) {
        arrows.append("  ")
                .append(from)
                .append(' ')
                .append(line)
                .append(' ')
                .append(to)
                .append('\n');
    }

    /** Topics are outside of every sub-topology, since several may share one. */
    private String topic(String name) {
        String key = "topic " + name;
        if (!ids.containsKey(key)) {
            String label = name.replace("<", "&lt;").replace(">", "&gt;");
            shapes.append("  ").append(id(key)).append("([\"").append(label).append("\"])\n");
        }
        return id(key);
    }

    private String id(String name) {
        return ids.computeIfAbsent(name, first -> "n" + ids.size());
    }
}
