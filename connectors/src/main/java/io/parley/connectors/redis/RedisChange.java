package io.parley.connectors.redis;

import java.time.Duration;

/** A change of the view by one record. Each may be repeated. */
sealed interface RedisChange {

    record SetField(String key, String field, String value) implements RedisChange {}

    record RemoveField(String key, String field) implements RedisChange {}

    /** Sets a value that expires by itself. */
    record Renew(String key, String value, Duration life) implements RedisChange {}

    /** Removes a gateway's key unless it has a later epoch. */
    record End(String key, long epoch) implements RedisChange {}
}
