package io.parley.admin;

import io.parley.admin.access.Role;
import io.parley.history.HistorySettings;
import io.parley.runtime.authority.SealSettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.PortTlsKeys;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.http.HttpPort;
import io.parley.runtime.proxy.AddressRange;
import io.parley.runtime.proxy.ProxyHeader;
import io.parley.runtime.proxy.ProxyRules;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Defines the keys of the admin process. */
public final class AdminSettings {

    public static final SettingKey<String> HOST = SettingKey.text(
                    "admin.host",
                    "the address of the admin interface; one beyond loopback needs admin.tls.key-store, or a proxy"
                            + " with TLS and a network of its own")
            .withDefault("127.0.0.1");
    public static final SettingKey<Integer> PORT = SettingKey.integer(
                    "admin.port", "the port of the admin interface; 0: any free one")
            .between("0", "65535")
            .withDefault("9070");
    public static final SettingKey<Path> TOKENS = SettingKey.path(
            "admin.tokens",
            "a file with a line for each token: a name, roles and scopes (" + Role.EXPECTATION
                    + "; with commas between them), the token's SHA-256 in hexadecimal digits and perhaps the user id as"
                    + " which it acts; with certificate: before it, the SHA-256 is that of a client's certificate"
                    + " (admin.tls.trust-store); a changed file counts at once");
    public static final SettingKey<List<AddressRange>> TRUSTED_PROXIES = SettingKey.of(
                    "admin.trusted-proxies",
                    "where the proxies before the admin interface are that say from which address an operator asks, for"
                            + " audit records; nobody else is believed",
                    AddressRange.EXPECTATION,
                    AddressRange::parseAll)
            .optional();
    public static final SettingKey<ProxyHeader> PROXY_HEADER = SettingKey.oneOf(
                    ProxyHeader.class,
                    "admin.proxy-header",
                    "where admin.trusted-proxies write it: the one header that they set themselves")
            .withDefault("x-forwarded-for");
    public static final SettingKey<Integer> MAX_SUSPENSIONS = SettingKey.integer(
                    "admin.max-suspensions",
                    "suspended users, ended tokens and ended sign-ins at a time, which every gateway keeps in memory;"
                            + " further ones are refused")
            .atLeast("1")
            .withDefault("100000");
    public static final SettingKey<Duration> TOKEN_MEMORY = SettingKey.duration(
                    "admin.token-memory",
                    "how long the end of a token, a sign-in or a user's tokens is remembered: at least"
                            + " token.longest-life of the gateways")
            .moreThan("0s")
            .withDefault("30d");

    public static final SettingKey<Duration> OUTCOME_PATIENCE = SettingKey.duration(
                    "admin.outcome-patience",
                    "how long a request that gives a command waits for its outcome; the answer says then that it isn't"
                            + " known yet")
            .between("100ms", "30s")
            .withDefault("5s");

    private static final PortTlsKeys TLS = PortTlsKeys.of(
            "admin.tls", "the admin interface", "who shows one that has a line in admin.tokens needs no token");

    public static final SettingKey<Path> KEY_STORE = TLS.keyStore();
    public static final SettingKey<String> KEY_STORE_PASSWORD = TLS.keyStorePassword();
    public static final SettingKey<Path> TRUST_STORE = TLS.trustStore();
    public static final SettingKey<String> TRUST_STORE_PASSWORD = TLS.trustStorePassword();

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(AdminSettings.class);

    private AdminSettings() {}

    /**
     * Reads the keys above and those of {@link InstallationSettings} and {@link HistorySettings}.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public static AdminConfig read(Settings settings) {
        return new AdminConfig(
                InstallationSettings.brokers(settings),
                InstallationSettings.catalogue(settings),
                InstallationSettings.registry(settings),
                new AdminAccess(
                        new HttpPort(new InetSocketAddress(settings.get(HOST), settings.get(PORT)), TLS.read(settings)),
                        new ProxyRules(
                                settings.find(TRUSTED_PROXIES).orElse(List.of()), settings.get(PROXY_HEADER), false),
                        settings.get(TOKENS)),
                new SuspensionLimits(settings.get(MAX_SUSPENSIONS), settings.get(TOKEN_MEMORY)),
                new CommandAccess(SealSettings.read(settings), settings.get(OUTCOME_PATIENCE)),
                HistorySettings.find(settings));
    }
}
