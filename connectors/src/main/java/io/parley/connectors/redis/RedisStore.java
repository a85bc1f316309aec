package io.parley.connectors.redis;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.JedisURIHelper;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accesses Redis for the sink: pipelined, one round trip for many commands. Used by one thread; blocks it. */
final class RedisStore implements AutoCloseable {

    private static final String END = "local now = redis.call('GET', KEYS[1]) "
            + "if now and tonumber(now) <= tonumber(ARGV[1]) then redis.call('DEL', KEYS[1]) end";
    private static final String REMOVE_IF_UNCHANGED = "for i = 1, #ARGV, 2 do "
            + "if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[1], ARGV[i]) end "
            + "end";
    private static final ScanParams MANY = new ScanParams().count(1000);

    private final RedisClient redis;
    private final RedisLayout layout;

    /** A position in the scan of a hash. */
    record Position(String key, String cursor) {

        static Position start(String key) {
            return new Position(key, ScanParams.SCAN_POINTER_START);
        }
    }

    /** Part of a hash, with the position of the rest; {@code null} at its end. */
    record Part(String key, List<Map.Entry<String, String>> entries, Position rest) {}

    RedisStore(RedisConfig config) {
        this.layout = new RedisLayout(config.prefix(), config.shards());
        this.redis = client(config);
    }

    /**
     * Applies changes, in order.
     *
     * @throws JedisException if one or all of them failed; then all have to be repeated
     */
    void apply(List<RedisChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try (Pipeline pipeline = redis.pipelined()) {
            changes.forEach(change -> append(pipeline, change));
            run(pipeline);
        }
    }

    /** Of these names of partitions, returns those from which Redis has not been filled. */
    Set<String> unfilled(Collection<String> partitions) {
        List<String> names = List.copyOf(partitions);
        Set<String> unfilled = new HashSet<>();
        List<String> values = redis.hmget(layout.sinkPartitions(), names.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
            if (values.get(i) == null) {
                unfilled.add(names.get(i));
            }
        }
        return unfilled;
    }

    void setFilled(Collection<String> partitions) {
        Map<String, String> fields = new HashMap<>();
        partitions.forEach(partition -> fields.put(partition, "1"));
        redis.hset(layout.sinkPartitions(), fields);
    }

    /** Reads the next part of each of some hashes. */
    List<Part> scan(List<Position> positions) {
        List<Response<ScanResult<Map.Entry<String, String>>>> answers = new ArrayList<>();
        try (Pipeline pipeline = redis.pipelined()) {
            positions.forEach(at -> answers.add(pipeline.hscan(at.key(), at.cursor(), MANY)));
            run(pipeline);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            ScanResult<Map.Entry<String, String>> answer = answers.get(i).get();
            String key = positions.get(i).key();
            Position rest = answer.isCompleteIteration() ? null : new Position(key, answer.getCursor());
            parts.add(new Part(key, answer.getResult(), rest));
        }
        return parts;
    }

    /** Removes fields by hash, each only if it still has the value given. */
    void removeIfUnchanged(Map<String, List<Map.Entry<String, String>>> entries) {
        try (Pipeline pipeline = redis.pipelined()) {
            entries.forEach((key, fields) -> {
                List<String> arguments = new ArrayList<>();
                fields.forEach(field -> {
                    arguments.add(field.getKey());
                    arguments.add(field.getValue());
                });
                pipeline.eval(REMOVE_IF_UNCHANGED, List.of(key), arguments);
            });
            run(pipeline);
        }
    }

    @Override
    public void close() {
        redis.close();
    }

    private static void append(Pipeline pipeline, RedisChange change) {
        if (change instanceof RedisChange.SetField set) {
            pipeline.hset(set.key(), set.field(), set.value());
        } else if (change instanceof RedisChange.RemoveField remove) {
            pipeline.hdel(remove.key(), remove.field());
        } else if (change instanceof RedisChange.Renew renew) {
            pipeline.psetex(renew.key(), renew.life().toMillis(), renew.value());
        } else if (change instanceof RedisChange.End end) {
            pipeline.eval(END, List.of(end.key()), List.of(Long.toString(end.epoch())));
        }
    }

    private static void run(Pipeline pipeline) {
        for (Object answer : pipeline.syncAndReturnAll()) {
            if (answer instanceof JedisException failure) {
                throw failure;
            }
        }
    }

    private static RedisClient client(RedisConfig config) {
        URI uri = config.uri();
        int timeout = Math.toIntExact(config.timeout().toMillis());
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        one.setMaxWait(config.timeout());
        // A broken connection is noticed by its use, in the thread that can react.
        one.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        return RedisClient.builder()
                .hostAndPort(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(timeout)
                        .socketTimeoutMillis(timeout)
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri))
                        .ssl(JedisURIHelper.isRedisSSLScheme(uri))
                        .clientName("parley-redis-sink")
                        .build())
                .poolConfig(one)
                .build();
    }
}
