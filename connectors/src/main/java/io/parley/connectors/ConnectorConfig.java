package io.parley.connectors;

import java.util.Map;

/**
 * A connector as Kafka Connect is given it, by {@code PUT /connectors/<name>/config} with the properties as JSON.
 *
 * @param name by which the worker knows it; its consumer group is {@code connect-<name>}
 * @param properties its whole configuration
 */
public record ConnectorConfig(String name, Map<String, String> properties) {

    public ConnectorConfig {
        properties = Map.copyOf(properties);
    }
}
