package io.parley.connectors.redis;

import io.parley.schemas.Partitions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys, fields and values of the view: the contract in {@code docs/redis.md}. */
final class RedisLayout {

    private static final String CONNECTIONS = "connections:";
    private static final String ONLINE = "online:";
    private static final String GATEWAY = "gateway:";
    private static final String SINK_PARTITIONS = "sink-partitions";

    /** Separates user and session; no id contains it. */
    private static final char FIELD_SEPARATOR = ' ';

    /** Separates gateway and epoch; no gateway id contains it. */
    private static final char VALUE_SEPARATOR = ':';

    private static final Pattern HOLDER = Pattern.compile("(.+)" + VALUE_SEPARATOR + "([0-9]{1,18})");

    private final String prefix;
    private final int shards;

    RedisLayout(String prefix, int shards) {
        this.prefix = prefix;
        this.shards = shards;
    }

    /** A gateway in one epoch, as an entry of {@code connections} names it. */
    record Holder(String gatewayId, long epoch) {

        @Override
        public String toString() {
            return gatewayId + VALUE_SEPARATOR + epoch;
        }

        /** Parses a value; empty if it isn't Parley's. */
        static Optional<Holder> parse(String text) {
            Matcher matcher = HOLDER.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Holder(matcher.group(1), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        }
    }

    String connections(String userId) {
        return connections(shard(userId));
    }

    String connections(int shard) {
        return prefix + CONNECTIONS + shard;
    }

    String session(String userId, String sessionId) {
        return userId + FIELD_SEPARATOR + sessionId;
    }

    String online(String userId) {
        return prefix + ONLINE + shard(userId);
    }

    String gateway(String gatewayId) {
        return prefix + GATEWAY + gatewayId;
    }

    String sinkPartitions() {
        return prefix + SINK_PARTITIONS;
    }

    int shards() {
        return shards;
    }

    private int shard(String userId) {
        return Partitions.of(userId, shards);
    }
}
