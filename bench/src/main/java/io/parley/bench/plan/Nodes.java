package io.parley.bench.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The number of nodes of a tier: enough for the greatest of its needs. The use of each need is its share of the planned
 * capacity of all nodes, such as half of their cores or the whole of their disks: so needs can be compared.
 */
final class Nodes {

    private final String what;
    private final double least;
    private final double spare;
    private final List<Need> needs = new ArrayList<>();

    /**
     * @param perNode the planned capacity of a node
     * @param fixed the node's own use of it
     */
    private record Need(String name, double amount, String unit, double perNode, double fixed, String formula) {

        double nodes() {
            return amount / (perNode - fixed);
        }

        Line line(String what, double nodes) {
            double all = amount + fixed * nodes;
            return new Line(what + ": " + name, all, unit, all / (perNode * nodes), formula);
        }
    }

    /** @param spare nodes that may fail */
    Nodes(String what, double least, double spare) {
        this.what = what;
        this.least = least;
        this.spare = spare;
    }

    Nodes need(String name, double amount, String unit, double perNode, String formula) {
        needs.add(new Need(name, amount, unit, perNode, 0, formula));
        return this;
    }

    /** @throws IllegalArgumentException if a node can't even bear its own use */
    Nodes cpu(double cores, double fixed, String formula, Assumed assumed) {
        double inUse = assumed.coresInUse();
        if (fixed >= inUse) {
            throw new IllegalArgumentException(String.format(
                    "cores: %.1f may be in use, and each of %s takes %.1f for itself (expected: more)",
                    inUse, what, fixed));
        }
        needs.add(new Need("CPU", cores, "cores", inUse, fixed, formula));
        return this;
    }

    double count() {
        return Math.max(
                        least,
                        Math.ceil(needs.stream().mapToDouble(Need::nodes).max().orElse(0)))
                + spare;
    }

    /** The lines of the needs, then that of the nodes; none if nothing is needed. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        if (needs.isEmpty()) {
            return lines;
        }
        double nodes = count();
        needs.forEach(need -> lines.add(need.line(what, nodes)));
        lines.add(Line.of(what, nodes, "nodes", formula()));
        return lines;
    }

    private String formula() {
        String most = String.join(", ", needs.stream().map(Need::name).toList());
        return "the most that any takes: " + most + "; " + (long) least + " at least"
                + (spare > 0 ? ", and " + (long) spare + " that may fail" : "");
    }
}
