package io.parley.gateway;

import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.ManagementPort;
import io.parley.runtime.management.ManagementSettings;
import io.parley.schemas.GatewayId;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Defines the gateway's keys and reads its config from them: its own here, and those of {@link LimitSettings}, {@link
 * SessionSettings} and {@link TokenSettings}.
 */
public final class GatewaySettings {

    public static final SettingKey<String> ID = SettingKey.text(
                    "gateway.id",
                    "the gateway's slot: stable over restarts, part of a topic's name, and never that of two processes"
                            + " at once")
            .checked(GatewayId::isValid, GatewayId.EXPECTATION)
            .withDefault("gateway-1");
    public static final SettingKey<String> HOST = SettingKey.text("gateway.host", "the address that clients connect to")
            .withDefault("0.0.0.0");
    public static final SettingKey<Integer> PORT = SettingKey.integer(
                    "gateway.port", "the port that clients connect to; 0: any free one")
            .between("0", "65535")
            .withDefault("8080");
    public static final SettingKey<Path> TLS_CERTIFICATE = SettingKey.path(
                    "tls.certificate",
                    "a PEM file with the certificate that clients see, and those that it was signed with after it; read"
                            + " again when it changes; without it clients connect unencrypted")
            .optional();
    public static final SettingKey<Path> TLS_KEY = SettingKey.path(
                    "tls.key",
                    "a PEM file with the certificate's private key (PKCS #8, not encrypted); read again when it changes")
            .optional();
    public static final SettingKey<List<String>> ALLOWED_ORIGINS = SettingKey.list(
                    "gateway.allowed-origins",
                    "origins of pages that may connect beside the gateway's own, and have its client and its problems read"
                            + " to them, such as https://chat.example.org; loopback: those of this machine, on any port;"
                            + " *: any")
            .optional();
    public static final SettingKey<Integer> EVENT_LOOPS = SettingKey.integer(
                    "gateway.event-loops", "threads for connections; 0: twice the processors")
            .atLeast("0")
            .withDefault("0");
    public static final SettingKey<Duration> HANDSHAKE_TIMEOUT = SettingKey.duration(
                    "gateway.handshake-timeout",
                    "how long a connection that is not a WebSocket may take for a request, TLS included, before it is closed")
            .moreThan("0s")
            .withDefault("10s");
    public static final SettingKey<Duration> COMMAND_TIMEOUT = SettingKey.duration(
                    "gateway.command-timeout", "how long the log may take to confirm before the answer is unavailable")
            .atLeast("100ms")
            .withDefault("5s");
    public static final SettingKey<Long> PAUSE_ABOVE_BYTES = SettingKey.bytes(
                    "gateway.pause-above-bytes",
                    "what may be waiting for the log to confirm before no client is read from, until half of it is left;"
                            + " at about twice that the answer is unavailable")
            .atLeast("1MiB")
            .withDefault("16MiB");
    public static final SettingKey<Duration> LEASE_INTERVAL = SettingKey.duration(
                    "gateway.lease-interval", "the time between two renewals of the gateway's lease, which lasts 3s")
            .moreThan("0s")
            .withDefault("1s");
    public static final SettingKey<Duration> WATCH_RETENTION = SettingKey.duration(
                    "gateway.watch-retention", "how long a user's presence is watched after nobody looks any more")
            .moreThan("0s")
            .withDefault("10m");
    public static final SettingKey<Duration> START_TIMEOUT = SettingKey.duration(
                    "gateway.start-timeout", "how long the start waits for brokers and topics")
            .moreThan("0s")
            .withDefault("60s");
    public static final SettingKey<Duration> UNREADY_WAIT = SettingKey.duration(
                    "gateway.unready-wait",
                    "how long the end goes on serving while /readyz says 503, before it stops accepting: as long as a load"
                            + " balancer needs to notice")
            .atLeast("0s")
            .withDefault("0s");
    public static final SettingKey<Duration> DRAIN_TIMEOUT = SettingKey.duration(
                    "gateway.drain-timeout", "how long the end waits for clients to go before it cuts them off")
            .atLeast("0s")
            .withDefault("10s");

    /** All of the above, and those of limits, proxies, sessions and tokens. */
    public static final List<SettingKey<?>> KEYS = Stream.of(
                    SettingKey.declaredBy(GatewaySettings.class),
                    LimitSettings.KEYS,
                    ProxySettings.KEYS,
                    SessionSettings.KEYS,
                    TokenSettings.KEYS,
                    TokenLifeSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    private GatewaySettings() {}

    /**
     * Reads the keys above and those of {@link InstallationSettings} and {@link ManagementSettings}.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public static GatewayConfig read(Settings settings) {
        return new GatewayConfig(
                new GatewayId(settings.get(ID)),
                log(settings),
                TokenSettings.read(settings),
                new GatewayConfig.Ports(publicPort(settings), management(settings)),
                LimitSettings.read(settings),
                SessionSettings.read(settings),
                life(settings));
    }

    private static GatewayConfig.Log log(Settings settings) {
        return new GatewayConfig.Log(
                InstallationSettings.brokers(settings),
                InstallationSettings.catalogue(settings),
                InstallationSettings.registry(settings),
                settings.get(COMMAND_TIMEOUT),
                settings.get(PAUSE_ABOVE_BYTES));
    }

    private static GatewayConfig.PublicPort publicPort(Settings settings) {
        return new GatewayConfig.PublicPort(
                settings.get(HOST),
                settings.get(PORT),
                tls(settings),
                settings.find(ALLOWED_ORIGINS).orElse(List.of()),
                ProxySettings.read(settings),
                settings.get(EVENT_LOOPS),
                settings.get(HANDSHAKE_TIMEOUT));
    }

    private static ManagementPort management(Settings settings) {
        ManagementPort management = ManagementSettings.read(settings);
        int port = management.http().address().getPort();
        if (port != 0 && port == settings.get(PORT)) {
            throw new IllegalArgumentException(
                    ManagementSettings.PORT.name() + ": " + port + " (expected: another than " + PORT.name() + ")");
        }
        return management;
    }

    private static Optional<TlsConfig> tls(Settings settings) {
        Optional<Path> certificate = settings.find(TLS_CERTIFICATE);
        Optional<Path> key = settings.find(TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    TLS_CERTIFICATE.name() + ", " + TLS_KEY.name() + ": only one is set (expected: both, or none)");
        }
        return certificate.map(file -> new TlsConfig(file, key.orElseThrow()));
    }

    private static GatewayConfig.Life life(Settings settings) {
        return new GatewayConfig.Life(
                settings.get(START_TIMEOUT),
                settings.get(LEASE_INTERVAL),
                settings.get(WATCH_RETENTION),
                settings.get(UNREADY_WAIT),
                settings.get(DRAIN_TIMEOUT));
    }
}
