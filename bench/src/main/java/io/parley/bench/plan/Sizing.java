package io.parley.bench.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The needs of an installation, line by line. A pure function of the demand, the measurements and the assumptions.
 *
 * @param lines needed resources
 * @param limits limits that more nodes don't raise
 */
public record Sizing(List<Line> lines, List<Line> limits) {

    public Sizing {
        lines = List.copyOf(lines);
        limits = List.copyOf(limits);
    }

    /** @param costs empty without a measurement: then the plan has no CPU */
    public static Sizing of(Demand demand, Optional<Costs> costs, SessionCosts sessions, Assumed assumed) {
        Optional<Cpu> cpu = costs.map(measured -> new Cpu(demand, measured, sessions, assumed));
        return new Lines(demand, costs, cpu, assumed).make();
    }

    /** The need with the highest use of its planned capacity: the first to fail when the load doubles. */
    public Optional<Line> tightest() {
        return Stream.concat(lines.stream(), limits.stream())
                .filter(line -> line.used() > 0)
                .max(Comparator.comparingDouble(Line::used));
    }
}
