package io.parley.bench.hops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics of the processes in Prometheus' text format, those of several processes added up.
 *
 * @param series values by name and labels, the labels sorted
 */
public record Scrape(Map<String, Map<Map<String, String>, Double>> series) {

    private static final Pattern LINE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+\\S+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public static Scrape of(List<String> texts) {
        Map<String, Map<Map<String, String>, Double>> series = new LinkedHashMap<>();
        texts.stream().flatMap(String::lines).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!line.startsWith("#") && parts.matches()) {
                series.computeIfAbsent(parts.group(1), name -> new LinkedHashMap<>())
                        .merge(labels(parts.group(2)), number(parts.group(3)), Double::sum);
            }
        });
        return new Scrape(series);
    }

    /** The sum of a name's values over all series that have these labels; 0 if there is none. */
    double sum(String name, Map<String, String> labels) {
        return series.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(each -> each.getKey().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The cumulative buckets of a histogram by their bound, over all series that have these labels. */
    TreeMap<Double, Double> buckets(String name, Map<String, String> labels) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        series.getOrDefault(name + "_bucket", Map.of()).forEach((each, value) -> {
            if (each.containsKey("le") && each.entrySet().containsAll(labels.entrySet())) {
                buckets.merge(number(each.get("le")), value, Double::sum);
            }
        });
        return buckets;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
