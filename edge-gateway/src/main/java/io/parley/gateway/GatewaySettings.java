package io.parley.gateway;

import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.session.SessionLimits;
import io.parley.gateway.tls.TlsConfig;
import io.parley.schemas.GatewayId;
import io.parley.schemas.config.InstallationSettings;
import io.parley.schemas.config.SettingKey;
import io.parley.schemas.config.Settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gateway's keys, and the config that is read from them. */
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
                    "gateway.management-host", "the address of health checks and metrics")
            .withDefault("0.0.0.0");
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
                    "origins of pages that may connect beside the gateway's own, such as https://chat.example.org; *:"
                            + " any")
            .optional();
    public static final SettingKey<Integer> MAX_CONNECTIONS = SettingKey.integer(
                    "gateway.max-connections", "sessions at a time; further clients get 503")
            .withDefault("20000");
    public static final SettingKey<Integer> MAX_CONNECTIONS_PER_USER = SettingKey.integer(
                    "gateway.max-connections-per-user", "sessions of one user at a time; further ones get 429; 0: any")
            .withDefault("100");
    public static final SettingKey<Integer> MAX_CONNECTIONS_PER_ADDRESS = SettingKey.integer(
                    "gateway.max-connections-per-address",
                    "sessions from one address at a time; further ones get 429; 0: any, as is needed behind a proxy")
            .withDefault("0");
    public static final SettingKey<Integer> MAX_SOCKETS = SettingKey.integer(
                    "gateway.max-sockets",
                    "connections to the public port at a time, with a session or without; further ones are closed at once;"
                            + " 0: twice gateway.max-connections")
            .withDefault("0");
    public static final SettingKey<Integer> MAX_SOCKETS_PER_ADDRESS = SettingKey.integer(
                    "gateway.max-sockets-per-address",
                    "connections from one address at a time, with a session or without; further ones are closed at once; 0:"
                            + " any, as is needed behind a proxy")
            .withDefault("0");
    public static final SettingKey<Integer> HANDSHAKES_PER_SECOND = SettingKey.integer(
                    "gateway.handshakes-per-second",
                    "how many clients are let in each second, and at once after a calm one; further ones get 503; 0: any")
            .withDefault("1000");
    public static final SettingKey<Integer> BAD_TOKENS_PER_SECOND_PER_ADDRESS = SettingKey.integer(
                    "gateway.bad-tokens-per-second-per-address",
                    "how many tokens from one address may be refused each second, and at once after a calm one; then"
                            + " handshakes from there get 429, and auth rate_limited, except with tokens that were"
                            + " good before; 0: any, as is needed behind a proxy")
            .withDefault("100");
    public static final SettingKey<Integer> COMMANDS_PER_SECOND_PER_USER = SettingKey.integer(
                    "gateway.commands-per-second-per-user",
                    "how many commands of one user's sessions are taken each second, and twice as many at once after calm"
                            + " ones; further ones get rate_limited; 0: any")
            .withDefault("50");
    public static final SettingKey<Integer> FRAMES_PER_SECOND = SettingKey.integer(
                    "gateway.frames-per-second",
                    "how many frames of a session are read each second, and at once after a calm one; then its socket is"
                            + " not read for a while, and closed with 4429 if that goes on; 0: any")
            .withDefault("200");
    public static final SettingKey<Long> BYTES_PER_SECOND = SettingKey.bytes(
                    "gateway.bytes-per-second",
                    "how many bytes of a session's frames, inflated, are read each second, and at once after a calm one, but"
                            + " always the largest frame; then as with gateway.frames-per-second; 0: any")
            .withDefault("1MiB");
    public static final SettingKey<Integer> MAX_OPEN_CONVERSATIONS = SettingKey.integer(
                    "gateway.max-open-conversations",
                    "conversations that a session has open at a time; further ones get rate_limited")
            .withDefault("1000");
    public static final SettingKey<Long> MAX_FRAME_BYTES = SettingKey.bytes(
                    "gateway.max-frame-bytes", "the most that a client's frame may hold; a larger one closes with 1009")
            .withDefault("128KiB");
    public static final SettingKey<Long> MAX_REQUEST_LINE_BYTES = SettingKey.bytes(
                    "gateway.max-request-line-bytes",
                    "the most that the first line of an HTTP request may hold; a longer one gets 414")
            .withDefault("16KiB");
    public static final SettingKey<Long> MAX_HEADER_BYTES = SettingKey.bytes(
                    "gateway.max-header-bytes",
                    "the most that the headers of an HTTP request may hold together, its token among them; more gets 431")
            .withDefault("32KiB");
    public static final SettingKey<Long> MAX_BODY_BYTES = SettingKey.bytes(
                    "gateway.max-body-bytes",
                    "the most that the body of an HTTP request may hold; a larger one gets 413")
            .withDefault("16KiB");
    public static final SettingKey<Integer> EVENT_LOOPS = SettingKey.integer(
                    "gateway.event-loops", "threads for connections; 0: twice the processors")
            .withDefault("0");
    public static final SettingKey<Duration> HEARTBEAT_INTERVAL = SettingKey.duration(
                    "gateway.heartbeat-interval", "the time between two Pings to a client")
            .withDefault("10s");
    public static final SettingKey<Duration> IDLE_TIMEOUT = SettingKey.duration(
                    "gateway.idle-timeout",
                    "how long nothing may come from a client before it is closed with 4408, or with 4409 if it doesn't read")
            .withDefault("15s");
    public static final SettingKey<Duration> REGISTRATION_RETRY = SettingKey.duration(
                    "gateway.registration-retry", "after which a session that was not registered is announced again")
            .withDefault("3s");
    public static final SettingKey<Duration> REGISTRATION_TIMEOUT = SettingKey.duration(
                    "gateway.registration-timeout", "after which a session that was not registered is sent away")
            .withDefault("30s");
    public static final SettingKey<Long> SLOW_ABOVE_BYTES = SettingKey.bytes(
                    "gateway.slow-above-bytes",
                    "what may be waiting for a client to read before it gets heads in place of events, until half of it"
                            + " is left")
            .withDefault("512KiB");
    public static final SettingKey<Duration> SLOW_TIMEOUT = SettingKey.duration(
                    "gateway.slow-timeout",
                    "how long that much may be waiting at a stretch before the client is closed with 4409")
            .withDefault("1m");
    public static final SettingKey<Long> MAX_UNSENT_BYTES = SettingKey.bytes(
                    "gateway.max-unsent-bytes",
                    "what may be waiting for a client to read before it is closed with 4409")
            .withDefault("8MiB");
    public static final SettingKey<Duration> RECONNECT_SPREAD = SettingKey.duration(
                    "gateway.reconnect-spread", "the time over which clients that are sent away are told to come back")
            .withDefault("5s");
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
    public static final SettingKey<String> SECRET = SettingKey.text(
                    "token.secret", "what HS256 tokens are signed with, 32 bytes or more")
            .optional()
            .secret();
    public static final SettingKey<String> JWKS = SettingKey.text(
                    "token.jwks", "the keys of RS256, ES256 and EdDSA tokens: a file, or an http or https URL")
            .optional();
    public static final SettingKey<String> ISSUER =
            SettingKey.text("token.issuer", "what a token's iss has to be").optional();
    public static final SettingKey<String> AUDIENCE = SettingKey.text(
                    "token.audience", "what has to be among a token's aud")
            .optional();
    public static final SettingKey<Duration> CLOCK_SKEW = SettingKey.duration(
                    "token.clock-skew", "how far a token's nbf may be in the future; its exp is taken as it is")
            .withDefault("5s");
    public static final SettingKey<Boolean> DEV_TOKENS = SettingKey.flag(
                    "auth.dev-tokens", "whether POST /v1/token signs tokens for callers on the loopback address")
            .withDefault("false");

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = List.of(
            ID,
            HOST,
            PORT,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            TLS_CERTIFICATE,
            TLS_KEY,
            ALLOWED_ORIGINS,
            MAX_CONNECTIONS,
            MAX_CONNECTIONS_PER_USER,
            MAX_CONNECTIONS_PER_ADDRESS,
            MAX_SOCKETS,
            MAX_SOCKETS_PER_ADDRESS,
            HANDSHAKES_PER_SECOND,
            BAD_TOKENS_PER_SECOND_PER_ADDRESS,
            COMMANDS_PER_SECOND_PER_USER,
            FRAMES_PER_SECOND,
            BYTES_PER_SECOND,
            MAX_OPEN_CONVERSATIONS,
            MAX_FRAME_BYTES,
            MAX_REQUEST_LINE_BYTES,
            MAX_HEADER_BYTES,
            MAX_BODY_BYTES,
            EVENT_LOOPS,
            HEARTBEAT_INTERVAL,
            IDLE_TIMEOUT,
            REGISTRATION_RETRY,
            REGISTRATION_TIMEOUT,
            SLOW_ABOVE_BYTES,
            SLOW_TIMEOUT,
            MAX_UNSENT_BYTES,
            RECONNECT_SPREAD,
            HANDSHAKE_TIMEOUT,
            COMMAND_TIMEOUT,
            PAUSE_ABOVE_BYTES,
            LEASE_INTERVAL,
            WATCH_RETENTION,
            START_TIMEOUT,
            UNREADY_WAIT,
            DRAIN_TIMEOUT,
            SECRET,
            JWKS,
            ISSUER,
            AUDIENCE,
            CLOCK_SKEW,
            DEV_TOKENS);

    private GatewaySettings() {}

    /**
     * Reads the keys above and those of {@link InstallationSettings}.
     *
     * @throws IllegalArgumentException naming the key, the value and what was expected
     */
    public static GatewayConfig read(Settings settings) {
        return new GatewayConfig(
                id(settings.get(ID)),
                settings.get(InstallationSettings.BOOTSTRAP_SERVERS),
                InstallationSettings.catalogue(settings),
                InstallationSettings.registry(settings),
                auth(settings),
                new GatewayConfig.Listen(
                        settings.get(HOST),
                        settings.get(PORT),
                        settings.get(MANAGEMENT_HOST),
                        settings.get(MANAGEMENT_PORT)),
                tls(settings),
                settings.find(ALLOWED_ORIGINS).orElse(List.of()),
                new ConnectionLimits(
                        settings.get(MAX_CONNECTIONS),
                        settings.get(MAX_CONNECTIONS_PER_USER),
                        settings.get(MAX_CONNECTIONS_PER_ADDRESS),
                        settings.get(HANDSHAKES_PER_SECOND),
                        settings.get(BAD_TOKENS_PER_SECOND_PER_ADDRESS)),
                new SocketLimits(settings.get(MAX_SOCKETS), settings.get(MAX_SOCKETS_PER_ADDRESS)),
                new RequestLimits(
                        bytes(settings, MAX_REQUEST_LINE_BYTES),
                        bytes(settings, MAX_HEADER_BYTES),
                        bytes(settings, MAX_BODY_BYTES)),
                new ClientLimits(
                        settings.get(COMMANDS_PER_SECOND_PER_USER),
                        settings.get(FRAMES_PER_SECOND),
                        settings.get(BYTES_PER_SECOND),
                        settings.get(MAX_OPEN_CONVERSATIONS)),
                bytes(settings, MAX_FRAME_BYTES),
                settings.get(EVENT_LOOPS),
                sessions(settings),
                settings.get(HANDSHAKE_TIMEOUT),
                settings.get(COMMAND_TIMEOUT),
                settings.get(PAUSE_ABOVE_BYTES),
                settings.get(LEASE_INTERVAL),
                settings.get(WATCH_RETENTION),
                settings.get(START_TIMEOUT),
                settings.get(UNREADY_WAIT),
                settings.get(DRAIN_TIMEOUT));
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

    /** A number of bytes that is kept as an int: what is beyond that is as good as the largest. */
    private static int bytes(Settings settings, SettingKey<Long> key) {
        return (int) Math.min(settings.get(key), Integer.MAX_VALUE);
    }

    private static SessionLimits sessions(Settings settings) {
        return new SessionLimits(
                settings.get(HEARTBEAT_INTERVAL),
                settings.get(IDLE_TIMEOUT),
                settings.get(REGISTRATION_RETRY),
                settings.get(REGISTRATION_TIMEOUT),
                bytes(settings, SLOW_ABOVE_BYTES),
                settings.get(SLOW_TIMEOUT),
                settings.get(MAX_UNSENT_BYTES),
                settings.get(RECONNECT_SPREAD));
    }

    private static AuthConfig auth(Settings settings) {
        return new AuthConfig(
                settings.find(SECRET),
                settings.find(JWKS).map(GatewaySettings::location),
                settings.find(ISSUER),
                settings.find(AUDIENCE),
                settings.get(CLOCK_SKEW),
                settings.get(DEV_TOKENS));
    }

    private static URI location(String fileOrUrl) {
        return fileOrUrl.contains("://")
                ? URI.create(fileOrUrl)
                : Path.of(fileOrUrl).toAbsolutePath().toUri();
    }
}
