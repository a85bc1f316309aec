package io.parley.gateway;

import io.parley.runtime.config.Settings;

import java.util.HashMap;
import java.util.Map;

/**
 * The config of a gateway under test: the defaults of the settings, but on the loopback address, on any ports, with
 * development tokens and for clients that send as fast as they can.
 */
public final class GatewaySetup {

    /** What tokens are signed with. */
    public static final String SECRET = "a secret of more than thirty-two bytes";

    private GatewaySetup() {}

    static GatewayConfig config(String id, String bootstrapServers, String registryUrl, String prefix) {
        return config(id, bootstrapServers, registryUrl, prefix, Map.of());
    }

    /** @param others what else is set */
    static GatewayConfig config(
            String id, String bootstrapServers, String registryUrl, String prefix, Map<String, String> others) {
        Map<String, String> values = new HashMap<>(Map.of(
                "gateway.id", id,
                "gateway.command-timeout", "2s",
                "kafka.bootstrap-servers", bootstrapServers,
                "registry.url", registryUrl,
                "topics.prefix", prefix));
        values.putAll(others);
        return with(values);
    }

    /** @param keysAndValues what is set besides: each key before its value; an empty one takes back what was set */
    public static GatewayConfig with(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return with(values);
    }

    /** @param others what is set besides */
    public static GatewayConfig with(Map<String, String> others) {
        Map<String, String> values = new HashMap<>(Map.of(
                "gateway.host", "127.0.0.1",
                "gateway.port", "0",
                "management.port", "0",
                "token.secret", SECRET,
                "token.dev-tokens", "true",
                "gateway.commands-per-second-per-user", "0",
                "gateway.frames-per-second", "0",
                "gateway.bytes-per-second", "0",
                "kafka.bootstrap-servers", "none:9092",
                "registry.url", "http://none"));
        values.put("gateway.connects-per-minute-per-user", "0");
        // Tests have tokens of any life.
        values.put("token.longest-life", "0s");
        values.put("session.longest-life", "0s");
        values.putAll(others);
        return GatewaySettings.read(Settings.of(values, GatewayProcess.keys()));
    }
}
