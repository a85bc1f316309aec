package io.parley.connectors.redis;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisAccessControlException;
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
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Redis, as the sink uses it: pipelined, one round trip for many commands. Used by one thread; blocks it. */
final class RedisStore implements AutoCloseable {

    private static final String END = "local now = redis.call('GET', KEYS[1]) "
            + "if now and tonumber(now) <= tonumber(ARGV[1]) then redis.call('DEL', KEYS[1]) end";
    private static final String REMOVE_IF_UNCHANGED = "for i = 1, #ARGV, 2 do "
            + "if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[1], ARGV[i]) end "
            + "end";
    private static final int DEFAULT_PORT = 6379;
    private static final ScanParams MANY = new ScanParams().count(1000);

    private final RedisConfig config;
    private final HostAndPort address;
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
        this.config = config;
        this.address = new HostAndPort(
                config.uri().getHost(),
                config.uri().getPort() < 0 ? DEFAULT_PORT : config.uri().getPort());
        this.redis = client(config, address);
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

    /**
     * Asks whether it is there and lets this process in.
     *
     * @throws JedisException if it doesn't answer, or doesn't let it in
     */
    void ping() {
        redis.ping();
    }

    /** Why Redis doesn't let this process in, or do something, in one line; empty where a failure is another. */
    Optional<String> refusal(JedisException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JedisAccessControlException) {
                return Optional.of("Redis at " + address + " refuses " + config.access() + ": " + cause.getMessage()
                        + " (expected: redis.username and redis.password of a user that it lets do this)");
            }
            if (cause instanceof SSLException) {
                return Optional.of("Redis at " + address + ": no TLS with it: " + cause.getMessage()
                        + " (expected: a certificate that redis.tls.trusted-certificates trusts, and one of this process"
                        + " where it asks for that)");
            }
        }
        return Optional.empty();
    }

    /** Which of these names of partitions Redis doesn't know as those that it has been filled from. */
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

    private static RedisClient client(RedisConfig config, HostAndPort address) {
        URI uri = config.uri();
        int timeout = Math.toIntExact(config.timeout().toMillis());
        ConnectionPoolConfig one = new ConnectionPoolConfig();
        one.setMaxTotal(1);
        one.setMaxWait(config.timeout());
        // A broken connection is noticed by its use, in the thread that can react.
        one.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
        RedisAccess access = config.access();
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .user(access.username().orElseGet(() -> JedisURIHelper.getUser(uri)))
                .password(access.password().orElseGet(() -> JedisURIHelper.getPassword(uri)))
                .database(JedisURIHelper.getDBIndex(uri))
                .clientName("parley-redis-sink");
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            client.ssl(true)
                    .sslSocketFactory(access.tls().context().getSocketFactory())
                    .sslParameters(verifyingHostname());
        }
        return RedisClient.builder()
                .hostAndPort(address)
                .clientConfig(client.build())
                .poolConfig(one)
                .build();
    }

    /** Without these any certificate would do that is signed by somebody trusted. */
    private static SSLParameters verifyingHostname() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }
}
