package io.parley.gateway;

import io.parley.gateway.tls.TlsConfig;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
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
                            + " at once; 1-63 characters of a-z 0-9 -")
            .withDefault("gateway-1");
    public static final SettingKey<String> HOST = SettingKey.text("gateway.host", "the address that clients connect to")
            .withDefault("0.0.0.0");
    public static final SettingKey<Integer> PORT = SettingKey.integer(
                    "gateway.port", "the port that clients connect to; 0: any free one")
            .withDefault("8080");
    public static final SettingKey<String> MANAGEMENT_HOST = SettingKey.text(
                    "gateway.management-host",
                    "the address of health checks and metrics, which ask nobody who they are; never a public one")
            .withDefault("127.0.0.1");
    public static final SettingKey<Integer> MANAGEMENT_PORT = SettingKey.integer(
                    "gateway.management-port", "the port of health checks and metrics; 0: any free one")
            .withDefault("9080");
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
            .withDefault("0");
    public static final SettingKey<Duration> HANDSHAKE_TIMEOUT = SettingKey.duration(
                    "gateway.handshake-timeout",
                    "how long a connection that is not a WebSocket may take for a request, TLS included, before it is closed")
            .withDefault("10s");
    public static final SettingKey<Duration> COMMAND_TIMEOUT = SettingKey.duration(
                    "gateway.command-timeout", "how long the log may take to confirm before the answer is unavailable")
            .withDefault("5s");
    public static final SettingKey<Long> PAUSE_ABOVE_BYTES = SettingKey.bytes(
                    "gateway.pause-above-bytes",
                    "what may be waiting for the log to confirm before no client is read from, until half of it is left;"
                            + " at about twice that the answer is unavailable")
            .withDefault("16MiB");
    public static final SettingKey<Duration> LEASE_INTERVAL = SettingKey.duration(
                    "gateway.lease-interval", "the time between two renewals of the gateway's lease, which lasts 3s")
            .withDefault("1s");
    public static final SettingKey<Duration> WATCH_RETENTION = SettingKey.duration(
                    "gateway.watch-retention", "how long a user's presence is watched after nobody looks any more")
            .withDefault("10m");
    public static final SettingKey<Duration> START_TIMEOUT = SettingKey.duration(
                    "gateway.start-timeout", "how long the start waits for brokers and topics")
            .withDefault("60s");
    public static final SettingKey<Duration> UNREADY_WAIT = SettingKey.duration(
                    "gateway.unready-wait",
                    "how long the end goes on serving while /readyz says 503, before it stops accepting: as long as a load"
                            + " balancer needs to notice")
            .withDefault("0s");
    public static final SettingKey<Duration> DRAIN_TIMEOUT = SettingKey.duration(
                    "gateway.drain-timeout", "how long the end waits for clients to go before it cuts them off")
            .withDefault("10s");

    /** All of the above, and those of limits, sessions and tokens. */
    public static final List<SettingKey<?>> KEYS = Stream.of(
                    List.<SettingKey<?>>of(
                            ID,
                            HOST,
                            PORT,
                            MANAGEMENT_HOST,
                            MANAGEMENT_PORT,
                            ManagementSettings.TOKEN,
                            TLS_CERTIFICATE,
                            TLS_KEY,
                            ALLOWED_ORIGINS,
                            EVENT_LOOPS,
                            HANDSHAKE_TIMEOUT,
                            COMMAND_TIMEOUT,
                            PAUSE_ABOVE_BYTES,
                            LEASE_INTERVAL,
                            WATCH_RETENTION,
                            START_TIMEOUT,
                            UNREADY_WAIT,
                            DRAIN_TIMEOUT),
                    LimitSettings.KEYS,
                    SessionSettings.KEYS,
                    TokenSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    private GatewaySettings() {}

    /**
     * Reads the keys above and those of {@link InstallationSettings}.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public static GatewayConfig read(Settings settings) {
        return new GatewayConfig(
                id(settings.get(ID)),
                InstallationSettings.brokers(settings),
                InstallationSettings.catalogue(settings),
                InstallationSettings.registry(settings),
                TokenSettings.read(settings),
                new GatewayConfig.Listen(
                        settings.get(HOST),
                        settings.get(PORT),
                        settings.get(MANAGEMENT_HOST),
                        settings.get(MANAGEMENT_PORT)),
                tls(settings),
                settings.find(ALLOWED_ORIGINS).orElse(List.of()),
                LimitSettings.connections(settings),
                LimitSettings.sockets(settings),
                LimitSettings.requests(settings),
                LimitSettings.clients(settings),
                LimitSettings.bytes(settings, LimitSettings.MAX_FRAME_BYTES),
                settings.get(EVENT_LOOPS),
                SessionSettings.read(settings),
                settings.get(HANDSHAKE_TIMEOUT),
                settings.get(COMMAND_TIMEOUT),
                settings.get(PAUSE_ABOVE_BYTES),
                settings.get(LEASE_INTERVAL),
                settings.get(WATCH_RETENTION),
                settings.get(START_TIMEOUT),
                settings.get(UNREADY_WAIT),
                settings.get(DRAIN_TIMEOUT),
                ManagementSettings.guard(settings));
    }

    private static GatewayId id(String text) {
        try {
            return new GatewayId(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ID.name() + ": " + text + " (expected: " + e.getMessage() + ")", e);
        }
    }

    private static Optional<TlsConfig> tls(Settings settings) {
        Optional<Path> certificate = settings.find(TLS_CERTIFICATE);
        Optional<Path> key = settings.find(TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("tls.certificate, tls.key: only one is set (expected: both, or none)");
        }
        return certificate.map(file -> new TlsConfig(file, key.orElseThrow()));
    }
}
