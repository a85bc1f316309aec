package io.parley.gateway;

import io.netty.util.internal.PlatformDependent;
import io.parley.gateway.limit.UnsentBounds;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.time.Duration;
import java.util.List;

/** Defines the keys of a session's timeouts and buffers, and reads their config from them. */
public final class SessionSettings {

    public static final SettingKey<Duration> HEARTBEAT_INTERVAL = SettingKey.duration(
                    "gateway.heartbeat-interval", "the time between two Pings to a client")
            .moreThan("0s")
            .withDefault("10s");
    public static final SettingKey<Duration> IDLE_TIMEOUT = SettingKey.duration(
                    "gateway.idle-timeout",
                    "how long nothing may come from a client before it is closed with 4408, or with 4409 if it doesn't read")
            .withDefault("15s");
    public static final SettingKey<Duration> REGISTRATION_RETRY = SettingKey.duration(
                    "gateway.registration-retry", "after which a session that was not registered is announced again")
            .moreThan("0s")
            .withDefault("3s");
    public static final SettingKey<Duration> REGISTRATION_TIMEOUT = SettingKey.duration(
                    "gateway.registration-timeout", "after which a session that was not registered is sent away")
            .moreThan("0s")
            .withDefault("30s");
    public static final SettingKey<Long> SLOW_ABOVE_BYTES = SettingKey.bytes(
                    "gateway.slow-above-bytes",
                    "what may be waiting for a client to read before it gets heads in place of events, until half of it"
                            + " is left")
            .between("1KiB", "1GiB")
            .withDefault("512KiB");
    public static final SettingKey<Duration> SLOW_TIMEOUT = SettingKey.duration(
                    "gateway.slow-timeout",
                    "how long that much may be waiting at a stretch before the client is closed with 4409")
            .moreThan("0s")
            .withDefault("1m");
    public static final SettingKey<Long> MAX_UNSENT_BYTES = SettingKey.bytes(
                    "gateway.max-unsent-bytes",
                    "what may be waiting for a client to read before it is closed with 4409")
            .withDefault("8MiB");
    public static final SettingKey<Duration> RECONNECT_SPREAD = SettingKey.duration(
                    "gateway.reconnect-spread", "the time over which clients that are sent away come back")
            .atLeast("0s")
            .withDefault("5s");
    public static final SettingKey<Long> MAX_UNSENT_BYTES_PER_USER = SettingKey.bytes(
                    "gateway.max-unsent-bytes-per-user",
                    "what may be waiting for all clients of one user to read; above it, the one with the most is closed"
                            + " with 4409")
            .withDefault("16MiB");
    public static final SettingKey<Long> MAX_UNSENT_BYTES_IN_ALL = SettingKey.bytes(
                    "gateway.max-unsent-bytes-in-all",
                    "what may be waiting for all clients to read; above it, of the user with the most the client with the"
                            + " most is closed with 4409; 0: a quarter of what the process may hold in buffers")
            .withDefault("0");
    public static final SettingKey<Duration> MESSAGE_TIMEOUT = SettingKey.duration(
                    "gateway.message-timeout",
                    "how long a client may take for one message, from its first byte to its last, before it is closed with"
                            + " 4408")
            .moreThan("0s")
            .withDefault("30s");

    /** All of the above. */
    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(SessionSettings.class);

    /** As much may be on its way out with clients that were closed, and the rest is for everything else. */
    private static final int PARTS_OF_BUFFERS = 4;

    private SessionSettings() {}

    static SessionLimits read(Settings settings) {
        settings.requireMore(IDLE_TIMEOUT, HEARTBEAT_INTERVAL);
        settings.requireMore(MAX_UNSENT_BYTES, SLOW_ABOVE_BYTES);
        settings.requireMore(MAX_UNSENT_BYTES_PER_USER, SLOW_ABOVE_BYTES);
        return new SessionLimits(
                new SessionLimits.HeartbeatTimes(settings.get(HEARTBEAT_INTERVAL), settings.get(IDLE_TIMEOUT)),
                new SessionLimits.RegistrationTimes(
                        settings.get(REGISTRATION_RETRY), settings.get(REGISTRATION_TIMEOUT)),
                new SessionLimits.UnsentLimits(
                        Math.toIntExact(settings.get(SLOW_ABOVE_BYTES)),
                        settings.get(SLOW_TIMEOUT),
                        settings.get(MAX_UNSENT_BYTES)),
                settings.get(RECONNECT_SPREAD),
                settings.get(MESSAGE_TIMEOUT));
    }

    /** Reads the bounds of what is unsent to a user's clients, and to all. */
    static UnsentBounds unsent(Settings settings) {
        long inAll = settings.get(MAX_UNSENT_BYTES_IN_ALL);
        return new UnsentBounds(
                settings.get(MAX_UNSENT_BYTES_PER_USER),
                inAll > 0 ? inAll : PlatformDependent.maxDirectMemory() / PARTS_OF_BUFFERS);
    }
}
