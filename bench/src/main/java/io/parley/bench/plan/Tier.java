package io.parley.bench.plan;

import java.util.Arrays;
import java.util.Optional;

/** The parts of an installation that are sized separately, with their names in measurements. */
public enum Tier {
    GATEWAY("gateways", "gateway"),
    CONVERSATION("conversation", "conversation"),
    USER("user", "user"),
    PRESENCE("presence", "presence"),
    BROKER("brokers", "broker"),
    CONNECT("Connect workers", "connect"),
    CASSANDRA("Cassandra", "cassandra"),
    REDIS("Redis", "redis");

    private final String title;
    private final String name;

    Tier(String title, String name) {
        this.title = title;
        this.name = name;
    }

    public String title() {
        return title;
    }

    /** Whether messages are its work: the others only handle sessions. */
    boolean hasMessages() {
        return this != PRESENCE && this != REDIS;
    }

    /**
     * Finds the tier by the name of a group of threads ({@code gateway: event loops}) or of a process
     * ({@code parley gateway}).
     */
    static Optional<Tier> of(String measured) {
        String part = measured.startsWith("parley ") ? measured.substring("parley ".length()) : measured;
        String first = part.split("[: ]", 2)[0];
        return Arrays.stream(values()).filter(tier -> tier.name.equals(first)).findFirst();
    }
}
