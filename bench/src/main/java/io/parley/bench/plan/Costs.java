package io.parley.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message costs each tier, as a run of the load generator has measured it.
 *
 * @param microsPerMessage of CPU; all deliveries of the message among it
 * @param deliveriesPerMessage that the run had
 * @param source where it is from, for whoever reads the plan
 */
public record Costs(Map<Tier, Double> microsPerMessage, double deliveriesPerMessage, String source) {

    public Costs {
        microsPerMessage = Map.copyOf(microsPerMessage);
    }

    /**
     * Reads what {@code bench --json} has written.
     *
     * <p>Where parts share one JVM, what its threads for garbage collection, compilation and the like took is split among
     * the parts by what they took themselves.
     *
     * @throws IllegalArgumentException when the file has no such thing; the message is one line
     */
    public static Costs read(Path file) {
        try {
            return of(
                    new ObjectMapper().readTree(file.toFile()),
                    file.getFileName().toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("measured: " + file + " can't be read (" + e.getMessage() + ")", e);
        }
    }

    static Costs of(JsonNode report, String name) {
        JsonNode load = report.path("load");
        JsonNode cost = load.path("cost");
        double messages = cost.path("messages").asDouble();
        if (messages <= 0) {
            throw new IllegalArgumentException(
                    "measured: " + name
                            + " says nothing of CPU (expected: what bench --json wrote of messages, on the machine of the server)");
        }
        Map<Tier, Double> micros = new EnumMap<>(Tier.class);
        for (JsonNode process : cost.path("consumption").path("stack")) {
            add(micros, process);
        }
        micros.replaceAll((tier, all) -> all / messages);
        return new Costs(
                micros,
                cost.path("deliveries").asDouble() / messages,
                String.format(
                        Locale.ROOT,
                        "%s (%s, %s, %.0f messages/s, commit %s)",
                        name,
                        report.path("workload").asText(),
                        report.path("conditions").path("at").asText(),
                        load.path("messagesPerSecond").asDouble(),
                        report.path("conditions").path("commit").asText()));
    }

    private static void add(Map<Tier, Double> micros, JsonNode process) {
        double all = process.path("cpuMicros").asDouble();
        Map<Tier, Double> own = new EnumMap<>(Tier.class);
        process.path("threads")
                .properties()
                .forEach(group -> Tier.of(group.getKey())
                        .ifPresent(tier -> own.merge(tier, group.getValue().asDouble(), Double::sum)));
        Optional<Tier> alone = Tier.of(process.path("name").asText());
        if (alone.isPresent()) {
            micros.merge(alone.get(), all, Double::sum);
            return;
        }
        double known = own.values().stream().mapToDouble(Double::doubleValue).sum();
        own.forEach((tier, part) -> micros.merge(tier, all * part / known, Double::sum));
    }
}
