package io.parley.bench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one run of the load generator about messages, at one rate.
 *
 * @param rate messages per second
 * @param deliveriesPerMessage deliveries of a message in the run; all users were connected
 * @param bodyBytes of a message
 * @param cores in use, by tier
 * @param readerCores in use by the thread that reads a gateway's deliveries; 0 if unknown
 * @param topicBytes bytes into each topic per second; empty if unknown
 * @param source its origin, for readers of the plan
 */
record Measurement(
        String workload,
        double rate,
        double deliveriesPerMessage,
        double bodyBytes,
        Map<Tier, Double> cores,
        double readerCores,
        Map<String, Double> topicBytes,
        String source) {

    private static final double MICROS = 1e6;
    private static final String READER = "gateway: deliveries consumer";

    Measurement {
        cores = Map.copyOf(cores);
        topicBytes = Map.copyOf(topicBytes);
    }

    /** @throws IllegalArgumentException if the file isn't such a result; the message is one line */
    static Measurement read(Path file) {
        return of(json(file), file.getFileName().toString());
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException("measured: " + file + " can't be read (" + e.getMessage() + ")", e);
        }
    }

    private static Measurement of(JsonNode report, String name) {
        JsonNode load = report.path("load");
        JsonNode cost = load.path("cost");
        JsonNode consumption = cost.path("consumption");
        double messages = cost.path("messages").asDouble();
        double seconds = consumption.path("seconds").asDouble();
        if (messages <= 0 || seconds <= 0) {
            throw new IllegalArgumentException(
                    "measured: " + name
                            + " says nothing of CPU (expected: what bench --json wrote of messages, on the machine of the server)");
        }
        Map<String, Double> topics = new HashMap<>();
        JsonNode inside = load.path("inside");
        double counted = inside.path("messages").asDouble();
        if (counted > 0) {
            inside.path("topicBytes")
                    .properties()
                    .forEach(topic ->
                            topics.put(topic.getKey(), topic.getValue().asDouble() / counted * messages / seconds));
        }
        return new Measurement(
                report.path("workload").asText(),
                messages / seconds,
                cost.path("deliveries").asDouble() / messages,
                body(report.path("conditions").path("settings").path("body").asText()),
                cores(consumption),
                reader(consumption) / MICROS / seconds,
                topics,
                String.format(
                        Locale.ROOT,
                        "%s (%s, %s, %.0f messages/s, commit %s)",
                        name,
                        report.path("workload").asText(),
                        report.path("conditions").path("at").asText(),
                        messages / seconds,
                        report.path("conditions").path("commit").asText()));
    }

    /**
     * Cores in use by tier. Where parts share one JVM, the CPU of its threads for garbage collection, compilation and
     * the like is split among the parts by their own.
     */
    static Map<Tier, Double> cores(JsonNode consumption) {
        Map<Tier, Double> micros = new EnumMap<>(Tier.class);
        consumption.path("stack").forEach(process -> add(micros, process));
        double seconds = consumption.path("seconds").asDouble();
        micros.replaceAll((tier, all) -> all / MICROS / seconds);
        return micros;
    }

    private static void add(Map<Tier, Double> micros, JsonNode process) {
        double all = process.path("cpuMicros").asDouble();
        Optional<Tier> alone = Tier.of(process.path("name").asText());
        if (alone.isPresent()) {
            micros.merge(alone.get(), all, Double::sum);
            return;
        }
        Map<Tier, Double> own = new EnumMap<>(Tier.class);
        process.path("threads")
                .properties()
                .forEach(group -> Tier.of(group.getKey())
                        .ifPresent(tier -> own.merge(tier, group.getValue().asDouble(), Double::sum)));
        double known = own.values().stream().mapToDouble(Double::doubleValue).sum();
        own.forEach((tier, part) -> micros.merge(tier, all * part / known, Double::sum));
    }

    private static double reader(JsonNode consumption) {
        double micros = 0;
        for (JsonNode process : consumption.path("stack")) {
            micros += process.path("threads").path(READER).asDouble();
        }
        return micros;
    }

    /** Parses a size such as {@code 100 B}; the generator's default if there is none. */
    private static double body(String setting) {
        String digits = setting.replaceAll("\\D", "");
        return digits.isEmpty() ? 100 : Double.parseDouble(digits);
    }
}
