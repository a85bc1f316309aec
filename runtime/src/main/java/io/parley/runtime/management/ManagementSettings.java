package io.parley.runtime.management;

import io.parley.runtime.config.PortTlsKeys;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.tls.PortTls;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
                    "the token that /metrics requires, as Authorization: Bearer; without it none is needed, unless"
                            + " management.tls.trust-store asks for certificates; health checks never need one")
            .matching("[A-Za-z0-9._~+/=-]{16,512}", "16-512 characters of A-Z a-z 0-9 . _ ~ + / = -")
            .optional()
            .secret();

    private static final PortTlsKeys TLS = PortTlsKeys.of(
            "management.tls", "the port of health checks and metrics", "who shows one reads metrics without the token");

    public static final SettingKey<Path> KEY_STORE = TLS.keyStore();
    public static final SettingKey<String> KEY_STORE_PASSWORD = TLS.keyStorePassword();
    public static final SettingKey<Path> TRUST_STORE = TLS.trustStore();
    public static final SettingKey<String> TRUST_STORE_PASSWORD = TLS.trustStorePassword();

    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(ManagementSettings.class);

    private ManagementSettings() {}

    /**
     * Reads the keys above, and the files that they name.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public static ManagementPort read(Settings settings) {
        Optional<PortTls> tls = TLS.read(settings);
        return new ManagementPort(
                new HttpPort(new InetSocketAddress(settings.get(HOST), settings.get(PORT)), tls),
                new MetricsGuard(
                        settings.find(TOKEN), tls.filter(PortTls::asksClients).isPresent()));
    }
}
