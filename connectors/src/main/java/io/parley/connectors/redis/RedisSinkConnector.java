package io.parley.connectors.redis;

import io.parley.connectors.SinkVersion;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Keeps the view in Redis. Its tasks share the partitions; see {@link RedisSinkTask}. */
public final class RedisSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedisSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return RedisSettings.ALL.definition();
    }

    @Override
    public Config validate(Map<String, String> properties) {
        return RedisSettings.ALL.validate(super.validate(properties), properties, RedisSettings::read);
    }

    @Override
    public String version() {
        return SinkVersion.get();
    }
}
