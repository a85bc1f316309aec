package io.parley.gateway;

import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The config of a gateway under test: on the loopback address, any ports, with development tokens. */
final class GatewaySetup {

    private GatewaySetup() {}

    static GatewayConfig config(String id, String bootstrapServers, String registryUrl, String prefix) {
        return config(id, bootstrapServers, registryUrl, prefix, Map.of());
    }

    /** @param others what else is set */
    static GatewayConfig config(
            String id, String bootstrapServers, String registryUrl, String prefix, Map<String, String> others) {
        Map<String, String> values = new HashMap<>(Map.of(
                "gateway.id", id,
                "gateway.host", "127.0.0.1",
                "gateway.port", "0",
                "gateway.management-host", "127.0.0.1",
                "gateway.management-port", "0",
                "gateway.command-timeout", "2s",
                "token.secret", "a secret of more than thirty-two bytes",
                "auth.dev-tokens", "true"));
        // Tests send as fast as they can.
        values.put("gateway.commands-per-second-per-user", "0");
        values.put("gateway.frames-per-second", "0");
        values.put("gateway.bytes-per-second", "0");
        values.put("kafka.bootstrap-servers", bootstrapServers);
        values.put("registry.url", registryUrl);
        values.put("topics.prefix", prefix);
        values.putAll(others);
        List<SettingKey<?>> keys = new ArrayList<>(GatewaySettings.KEYS);
        keys.addAll(InstallationSettings.KEYS);
        return GatewaySettings.read(Settings.of(values, keys));
    }
}
