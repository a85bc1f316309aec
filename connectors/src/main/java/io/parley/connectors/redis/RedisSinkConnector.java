package io.parley.connectors.redis;

import io.parley.connectors.sink.ConfiguredSink;

/** Keeps the view in Redis; see {@link RedisSinkTask}. */
public final class RedisSinkConnector extends ConfiguredSink {

    public RedisSinkConnector() {
        super(RedisSettings.ALL, RedisSinkTask.class, RedisSettings::read);
    }
}
