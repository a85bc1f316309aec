package io.parley.connectors.redis;

import io.parley.runtime.config.Settings;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisSettingsTest {

    @Test
    void shouldLogInAsTheUserWhenItIsSetBesideTheUrl() {
        // When
        RedisConfig config = read("rediss://redis", Map.of("redis.username", "parley", "redis.password", "hush"));

        // Then
        assertThat(config.access().username()).hasValue("parley");
        assertThat(config.access().password()).hasValue("hush");
        assertThat(config.access().tls().isStandard()).isTrue();
    }

    @Test
    void shouldRefuseASecondPasswordAndShowNeither() {
        assertThatThrownBy(() -> read("redis://user:hidden@redis", Map.of("redis.password", "hush")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("redis.password: set beside a user in redis.url (expected: one of them)");
    }

    @Test
    void shouldRefuseAUserWithoutAPassword() {
        assertThatThrownBy(() -> read("redis://redis", Map.of("redis.username", "parley")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("redis.username: parley (expected: with redis.password)");
    }

    private static RedisConfig read(String url, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("redis.url", url);
        return RedisSettings.read(Settings.of(values, RedisSettings.KEYS));
    }
}
