package io.parley.bench.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an installation needs, line by line. A pure function of what is asked for, what was measured and what is taken for
 * granted.
 *
 * @param lines what there has to be
 * @param limits what more nodes don't help
 */
public record Sizing(List<Line> lines, List<Line> limits) {

    public Sizing {
        lines = List.copyOf(lines);
        limits = List.copyOf(limits);
    }

    /** @param costs empty when nothing was measured: then there is nothing on CPU */
    public static Sizing of(Demand demand, Optional<Costs> costs, SessionCosts sessions, Assumed assumed) {
        Optional<Cpu> cpu = costs.map(measured -> new Cpu(demand, measured, sessions, assumed));
        return new Lines(demand, costs, cpu, assumed).make();
    }

    /** What is used most of what was planned to be taken: it gives way first when the load doubles. */
    public Optional<Line> tightest() {
        return Stream.concat(lines.stream(), limits.stream())
                .filter(line -> line.used() > 0)
                .max(Comparator.comparingDouble(Line::used));
    }
}
