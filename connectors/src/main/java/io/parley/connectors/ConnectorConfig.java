package io.parley.connectors;

import java.util.Map;

/**
 * The configuration of a connector, for {@code PUT /connectors/<name>/config} with the properties as JSON.
 *
 * @param name its name in the worker; its consumer group is {@code connect-<name>}
 * @param properties its whole configuration
 */
public record ConnectorConfig(String name, Map<String, String> properties) {

    public ConnectorConfig {
        properties = Map.copyOf(properties);
    }
}
