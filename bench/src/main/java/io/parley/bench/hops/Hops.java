package io.parley.bench.hops;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The hops of a message through the server, in order. */
public final class Hops {

    /** The name of the whole way from the log to the store. */
    public static final String STORE = "log to store, all the way";

    private static final String HOP = "parley_streams_hop_seconds";
    private static final String BYTES = "kafka_server_brokertopicmetrics_bytesin_total";
    private static final String TOPIC = "topic";

    private static final String STORED = "parley_sink_stored_age_seconds";

    private static final List<Stretch> WAY = List.of(
            new Stretch("gateway to log", "parley_gateway_accept_seconds", Map.of()),
            new Stretch("log to the conversation's owner", HOP, labels("conversation", "wait", "commands")),
            new Stretch("decision and expansion", HOP, labels("conversation", "work", "expansions")),
            new Stretch("log to the users' owners", HOP, labels("user", "wait", "expansions")),
            new Stretch("routing", HOP, labels("user", "work", "deliveries")),
            new Stretch("log to gateway", "parley_gateway_delivery_wait_seconds", Map.of()),
            new Stretch("gateway to socket", "parley_gateway_delivery_write_seconds", Map.of()),
            new Stretch(STORE, STORED, Map.of()));

    /** A hop with its histogram. */
    private record Stretch(String name, String metric, Map<String, String> labels) {

        Hop between(Scrape before, Scrape after) {
            return Hop.between(name, metric, labels, before, after);
        }
    }

    private Hops() {}

    /** The hops between two moments; those without a pass are left out. */
    public static List<Hop> between(Scrape before, Scrape after) {
        return WAY.stream()
                .map(stretch -> stretch.between(before, after))
                .filter(hop -> hop.count() > 0)
                .toList();
    }

    /** The number of events stored since the server was started; empty when unknown. */
    public static OptionalLong stored(Scrape now) {
        return now.series().containsKey(STORED + "_count")
                ? OptionalLong.of(Math.round(now.sum(STORED + "_count", Map.of())))
                : OptionalLong.empty();
    }

    /** Bytes written to each topic between two moments, by its name. */
    public static Map<String, Long> bytes(Scrape before, Scrape after) {
        Map<String, Long> bytes = new TreeMap<>();
        after.series().getOrDefault(BYTES, Map.of()).keySet().stream()
                .map(labels -> labels.getOrDefault(TOPIC, ""))
                .filter(topic -> !topic.isEmpty())
                .distinct()
                .forEach(topic -> {
                    Map<String, String> labels = Map.of(TOPIC, topic);
                    long taken = Math.round(after.sum(BYTES, labels) - before.sum(BYTES, labels));
                    if (taken > 0) {
                        bytes.put(topic, taken);
                    }
                });
        return bytes;
    }

    private static Map<String, String> labels(String application, String part, String topic) {
        return Map.of("application", application, "part", part, TOPIC, topic);
    }
}
