package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class RedisServerIT {

    @TempDir
    Path folder;

    @Test
    void shouldKeepValuesWhenKilledAndStarted() {
        // Given
        try (RedisServer redis = RealServers.get().newRedis(folder)) {
            redis.start();
            try (RedisClient client = RedisClient.create(redis.uri())) {
                client.set("k", "kept");
            }

            // When
            redis.kill();
            redis.start();

            // Then
            try (RedisClient client = RedisClient.create(redis.uri())) {
                assertThat(client.get("k")).isEqualTo("kept");
            }
        }
    }
}
