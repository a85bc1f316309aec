package io.parley.topologies;

import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;

import java.net.InetSocketAddress;
import java.util.List;

/** Where a process answers for its health and its metrics. */
final class ManagementSettings {

    private static final int HIGHEST_PORT = 65_535;

    static final SettingKey<String> HOST = SettingKey.text(
                    "management.host", "the address that health checks and metrics are served on; never a public one")
            .withDefault("127.0.0.1");
    static final SettingKey<Integer> PORT = SettingKey.integer(
                    "management.port", "the port that health checks and metrics are served on; 0: any free one")
            .withDefault("9080");

    static final List<SettingKey<?>> KEYS = List.of(HOST, PORT);

    private ManagementSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    static InetSocketAddress read(Settings settings) {
        int port = settings.get(PORT);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(PORT.name() + ": " + port + " (expected: 0 to " + HIGHEST_PORT + ")");
        }
        return new InetSocketAddress(settings.get(HOST), port);
    }
}
