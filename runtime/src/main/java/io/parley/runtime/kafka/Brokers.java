package io.parley.runtime.kafka;

import org.apache.kafka.clients.CommonClientConfigs;

import java.util.HashMap;
import java.util.Map;

/**
 * Holds how the brokers are reached, and gives every client of a process the properties that it begins with: producers,
 * consumers, admin clients, those of Kafka Streams and of a Connect worker alike.
 *
 * @param bootstrapServers where they are first asked, {@code host:port} with commas between them
 * @param client properties as Kafka names them, of encryption and login above all
 */
public record Brokers(String bootstrapServers, Map<String, String> client) {

    /** Prefixes of the properties of clients that a Connect worker makes for connectors. */
    private static final String[] OF_CONNECTORS = {"producer.", "consumer.", "admin."};

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public Brokers {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap-servers: blank (expected: host:port)");
        }
        client = Map.copyOf(client);
    }

    /** Brokers that are asked unencrypted and without a login. */
    public static Brokers at(String bootstrapServers) {
        return new Brokers(bootstrapServers, Map.of());
    }

    /** A new map for a client, to which its own properties are added. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** A new map for a client that has these properties of its own. */
    public Map<String, Object> properties(Map<String, ?> own) {
        Map<String, Object> properties = properties();
        properties.putAll(own);
        return properties;
    }

    /** A new map for a Connect worker: for its own clients, and for those of its connectors. */
    public Map<String, String> workerProperties() {
        Map<String, String> properties = new HashMap<>(client);
        for (String kind : OF_CONNECTORS) {
            client.forEach((name, value) -> properties.put(kind + name, value));
        }
        return properties;
    }

    /** Without the properties, among which are secrets. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
