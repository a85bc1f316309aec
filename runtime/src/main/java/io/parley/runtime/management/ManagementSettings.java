package io.parley.runtime.management;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.net.InetSocketAddress;
import java.util.List;

/** Defines the keys of the port for health checks and metrics. */
public final class ManagementSettings {

    public static final SettingKey<String> HOST = SettingKey.text(
                    "management.host", "the address of health checks and metrics, which is never a public one")
            .formerly("gateway.management-host")
            .withDefault("127.0.0.1");
    public static final SettingKey<Integer> PORT = SettingKey.integer(
                    "management.port", "the port of health checks and metrics; 0: any free one")
            .formerly("gateway.management-port")
            .between("0", "65535")
            .withDefault("9080");

    public static final SettingKey<String> TOKEN = SettingKey.text(
                    "management.token",
                    "the token that /metrics requires, as Authorization: Bearer; without it none is needed; health"
                            + " checks never need one")
            .matching("[A-Za-z0-9._~+/=-]{16,512}", "16-512 characters of A-Z a-z 0-9 . _ ~ + / = -")
            .optional()
            .secret();

    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(ManagementSettings.class);

    private ManagementSettings() {}

    /** Reads who may read metrics. */
    public static MetricsGuard guard(Settings settings) {
        return new MetricsGuard(settings.find(TOKEN));
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static InetSocketAddress read(Settings settings) {
        return new InetSocketAddress(settings.get(HOST), settings.get(PORT));
    }
}
