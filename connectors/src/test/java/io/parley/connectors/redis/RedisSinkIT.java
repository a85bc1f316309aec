package io.parley.connectors.redis;

import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.connectors.ConnectorConfig;
import io.parley.connectors.Installation;
import io.parley.runtime.config.Settings;
import io.parley.servers.RealServers;
import io.parley.servers.RealServers.Kind;
import io.parley.servers.RedisServer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The view in a real Redis, by a real Connect worker. */
class RedisSinkIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static RedisServer server;
    private static RedisClient redis;
    private static Installation installation;
    private static ConnectorConfig sink;
    private static RedisLayout layout;

    private final String user = "user-" + UUID.randomUUID();
    private final String gateway = "gw-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        RealServers servers = RealServers.get().start(Kind.BROKER, Kind.REGISTRY);
        server = RealServers.get().newRedis(folder);
        server.start();
        redis = RedisClient.create(server.uri());
        Settings settings = Settings.of(Map.of("redis.url", server.uri().toString()), RedisSettings.KEYS);
        RedisConfig config = RedisSettings.read(settings);
        layout = new RedisLayout(config.prefix(), config.shards());
        installation = new Installation("redis-sink-it.", servers.bootstrapServers(), servers.registryUrl());
        sink = installation.connectors().redis(settings, 2);
        installation.run(sink);
    }

    @AfterAll
    static void stop() {
        installation.close();
        redis.close();
        server.close();
    }

    @Test
    void shouldHaveFieldOfSessionWhileItIsConnected() {
        // When
        session("s-1", 7, SessionState.CONNECTED);
        session("s-2", 7, SessionState.CONNECTED);

        // Then
        await().atMost(LONG).until(() -> (gateway + ":7").equals(connection("s-1")));
        await().atMost(LONG).until(() -> (gateway + ":7").equals(connection("s-2")));

        // When
        session("s-1", 7, SessionState.DISCONNECTED);

        // Then
        await().atMost(LONG).until(() -> connection("s-1") == null);
        assertThat(connection("s-2")).isEqualTo(gateway + ":7");
    }

    @Test
    void shouldTellWhoIsOnlineWhenPresenceChanges() {
        // When
        presence(PresenceStatus.ONLINE);

        // Then
        await().atMost(LONG).until(() -> "online".equals(redis.hget(layout.online(user), user)));

        // When
        presence(PresenceStatus.OFFLINE);

        // Then
        await().atMost(LONG).until(() -> redis.hget(layout.online(user), user) == null);
    }

    @Test
    void shouldExpireGatewayWhenItsLeaseIsNotRenewed() {
        // When
        await().atMost(LONG).until(() -> {
            lease(7);
            return "7".equals(redis.get(layout.gateway(gateway)));
        });

        // Then
        assertThat(redis.pttl(layout.gateway(gateway))).isBetween(1L, 3_000L);
        await().atMost(Duration.ofSeconds(4)).until(() -> redis.get(layout.gateway(gateway)) == null);
    }

    @Test
    void shouldForgetGatewayAndItsSessionsWhenItIsLost() {
        // Given
        lease(7);
        session("old", 7, SessionState.CONNECTED);
        session("anew", 7, SessionState.CONNECTED);
        await().atMost(LONG).until(() -> connection("old") != null && connection("anew") != null);

        // When
        session("anew", 8, SessionState.CONNECTED);
        await().atMost(LONG).until(() -> (gateway + ":8").equals(connection("anew")));
        installation.send(installation.topics().gateways(), gateway, new GatewayChange(gateway, new Lost(7L)));
        lease(7);

        // Then
        await().atMost(Duration.ofSeconds(2)).until(() -> redis.get(layout.gateway(gateway)) == null);
        await().atMost(LONG).until(() -> connection("old") == null);
        assertThat(connection("anew")).isEqualTo(gateway + ":8");
        assertThat(redis.get(layout.gateway(gateway))).isNull();
    }

    @Test
    void shouldGoOnWhenRedisDiesAndComesBack() {
        // Given
        session("before", 7, SessionState.CONNECTED);
        await().atMost(LONG).until(() -> connection("before") != null);

        // When
        server.kill();
        session("meanwhile", 7, SessionState.CONNECTED);
        server.start();

        // Then
        await().atMost(LONG).ignoreExceptions().until(() -> connection("meanwhile") != null);
        assertThat(connection("before")).isEqualTo(gateway + ":7");
        assertThat(installation.hasFailed(sink)).isFalse();
    }

    @Test
    void shouldFillRedisAgainWhenItComesBackEmpty() {
        // Given
        session("before", 7, SessionState.CONNECTED);
        presence(PresenceStatus.AWAY);
        await().atMost(LONG).until(() -> connection("before") != null);
        await().atMost(LONG).until(() -> redis.hlen(layout.sinkPartitions()) == 9);

        // When
        redis.flushAll();
        server.stop();
        server.start();
        session("after", 7, SessionState.CONNECTED);

        // Then
        await().atMost(LONG).ignoreExceptions().until(() -> connection("after") != null);
        await().atMost(LONG).until(() -> connection("before") != null);
        await().atMost(LONG).until(() -> "away".equals(redis.hget(layout.online(user), user)));
        await().atMost(LONG).until(() -> redis.hlen(layout.sinkPartitions()) == 9);
    }

    @Test
    void shouldGoOnWithTheNextWhenRecordCannotBeRead() {
        // When
        String topic = installation.topics().sessions().name();
        int partition = installation.topics().sessions().partitionOf(user);
        installation.send(new ProducerRecord<>(topic, partition, new byte[] {7}, new byte[] {1, 2, 3}));
        session("s-1", 7, SessionState.CONNECTED);

        // Then
        await().atMost(LONG).until(() -> connection("s-1") != null);
        assertThat(installation.hasFailed(sink)).isFalse();
    }

    private String connection(String session) {
        return redis.hget(layout.connections(user), layout.session(user, session));
    }

    private void session(String session, long epoch, SessionState state) {
        installation.send(
                installation.topics().sessions(),
                user,
                new SessionChange(user, session, gateway, epoch, null, state, true));
    }

    private void presence(PresenceStatus status) {
        installation.send(installation.topics().presence(), user, new PresenceChange(user, status, null, List.of()));
    }

    private void lease(long epoch) {
        installation.send(installation.topics().gateways(), gateway, new GatewayChange(gateway, new Lease(epoch)));
    }
}
