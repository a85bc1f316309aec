package io.parley.gateway;

import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.ConnectionLimits;
import io.parley.gateway.limit.RequestLimits;
import io.parley.gateway.limit.SocketLimits;
import io.parley.gateway.limit.WorkLimits;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.util.List;

/** Defines the keys that limit connections, requests and clients, and reads their config from them. */
public final class LimitSettings {

    /** A token bucket refills by one token per nanosecond at most. */
    private static final String HIGHEST_RATE = "1000000000";

    private static final String MOST_WORK = "50000000";

    private static final String LARGEST_REQUEST = "1GiB";

    public static final SettingKey<Integer> MAX_CONNECTIONS = SettingKey.integer(
                    "gateway.max-connections", "sessions at a time; further clients get 503")
            .atLeast("1")
            .withDefault("20000");
    public static final SettingKey<Integer> MAX_CONNECTIONS_PER_USER = SettingKey.integer(
                    "gateway.max-connections-per-user", "sessions of one user at a time; further ones get 429; 0: any")
            .atLeast("0")
            .withDefault("100");
    public static final SettingKey<Integer> MAX_CONNECTIONS_PER_ADDRESS = SettingKey.integer(
                    "gateway.max-connections-per-address",
                    "sessions from one address (IPv6: one /64) at a time; further ones get 429; 0: any, as is needed behind a proxy")
            .atLeast("0")
            .withDefault("0");
    public static final SettingKey<Integer> MAX_SOCKETS = SettingKey.integer(
                    "gateway.max-sockets",
                    "connections to the public port at a time, with a session or without; further ones are closed at once;"
                            + " 0: twice gateway.max-connections")
            .atLeast("0")
            .withDefault("0");
    public static final SettingKey<Integer> MAX_SOCKETS_PER_ADDRESS = SettingKey.integer(
                    "gateway.max-sockets-per-address",
                    "connections from one address (IPv6: one /64) at a time, with a session or without; further ones are closed at once; 0:"
                            + " any, as is needed behind a proxy")
            .atLeast("0")
            .withDefault("0");
    public static final SettingKey<Integer> HANDSHAKES_PER_SECOND = SettingKey.integer(
                    "gateway.handshakes-per-second",
                    "how many clients are let in each second, and at once after a calm one; further ones get 503; 0: any")
            .between("0", HIGHEST_RATE)
            .withDefault("1000");
    public static final SettingKey<Integer> CONNECTS_PER_MINUTE_PER_USER = SettingKey.integer(
                    "gateway.connects-per-minute-per-user",
                    "how many times one user is let in each minute, and at once after a calm one; further handshakes"
                            + " get 429; 0: any")
            .between("0", "1000000")
            .withDefault("120");
    public static final SettingKey<Integer> BAD_TOKENS_PER_SECOND_PER_ADDRESS = SettingKey.integer(
                    "gateway.bad-tokens-per-second-per-address",
                    "how many tokens from one address (IPv6: one /64) may be refused each second, and at once after a calm one; then"
                            + " handshakes from there get 429, and auth rate_limited, except with tokens that were"
                            + " good before; 0: any, as is needed behind a proxy")
            .between("0", HIGHEST_RATE)
            .withDefault("100");
    public static final SettingKey<Integer> COMMANDS_PER_SECOND_PER_USER = SettingKey.integer(
                    "gateway.commands-per-second-per-user",
                    "how many commands of one user's sessions are taken each second, and twice as many at once after calm"
                            + " ones; further ones get rate_limited; 0: any")
            .between("0", HIGHEST_RATE)
            .withDefault("50");
    public static final SettingKey<Integer> FRAMES_PER_SECOND = SettingKey.integer(
                    "gateway.frames-per-second",
                    "how many frames of a session are read each second, and at once after a calm one; then its socket is"
                            + " not read for a while, and closed with 4429 if that goes on; 0: any")
            .between("0", HIGHEST_RATE)
            .withDefault("200");
    public static final SettingKey<Long> BYTES_PER_SECOND = SettingKey.bytes(
                    "gateway.bytes-per-second",
                    "how many bytes of a session's frames, inflated, are read each second, and at once after a calm one, but"
                            + " always the largest frame; then as with gateway.frames-per-second; 0: any")
            .between("0", HIGHEST_RATE)
            .withDefault("1MiB");
    public static final SettingKey<Integer> WORK_PER_SECOND_PER_SESSION = SettingKey.integer(
                    "gateway.work-per-second-per-session",
                    "how much work of a session's requests is done each second, and twenty times as much at once after a"
                            + " calm time; then they get rate_limited; a unit is a row read, a member touched or 1 KiB"
                            + " answered, a record in the log is five; 0: any")
            .between("0", MOST_WORK)
            .withDefault("2000");
    public static final SettingKey<Integer> WORK_PER_SECOND_PER_USER = SettingKey.integer(
                    "gateway.work-per-second-per-user",
                    "the same for all sessions of a user on this gateway together; 0: any")
            .between("0", MOST_WORK)
            .withDefault("4000");
    public static final SettingKey<Integer> WORK_PER_SECOND_PER_ADDRESS = SettingKey.integer(
                    "gateway.work-per-second-per-address",
                    "the same for all sessions from one address (IPv6: one /64) together; 0: any, as is needed behind a"
                            + " proxy")
            .between("0", MOST_WORK)
            .withDefault("0");
    public static final SettingKey<Integer> GROUPS_PER_DAY_PER_USER = SettingKey.integer(
                    "gateway.groups-per-day-per-user",
                    "how many groups a user may create a day by this gateway, all of them at once after a calm day;"
                            + " further ones get rate_limited; 0: any")
            .between("0", "1000000")
            .withDefault("500");
    public static final SettingKey<Integer> MEMBERS_PER_DAY_PER_USER = SettingKey.integer(
                    "gateway.members-per-day-per-user",
                    "how many members a user may bring into conversations a day by this gateway, by create and add, all of"
                            + " them at once after a calm day; further ones get rate_limited; 0: any")
            .between("0", "1000000")
            .withDefault("20000");
    public static final SettingKey<Integer> MAX_OPEN_CONVERSATIONS = SettingKey.integer(
                    "gateway.max-open-conversations",
                    "conversations that a session has open at a time; further ones get rate_limited")
            .atLeast("1")
            .withDefault("1000");
    public static final SettingKey<Long> MAX_FRAME_BYTES = SettingKey.bytes(
                    "gateway.max-frame-bytes", "the most that a client's frame may hold; a larger one closes with 1009")
            .between("1KiB", "900KiB")
            .withDefault("128KiB");
    public static final SettingKey<Long> MAX_REQUEST_LINE_BYTES = SettingKey.bytes(
                    "gateway.max-request-line-bytes",
                    "the most that the first line of an HTTP request may hold; a longer one gets 414")
            .between("1KiB", LARGEST_REQUEST)
            .withDefault("16KiB");
    public static final SettingKey<Long> MAX_HEADER_BYTES = SettingKey.bytes(
                    "gateway.max-header-bytes",
                    "the most that the headers of an HTTP request may hold together, its token among them; more gets 431")
            .between("1KiB", LARGEST_REQUEST)
            .withDefault("32KiB");
    public static final SettingKey<Long> MAX_BODY_BYTES = SettingKey.bytes(
                    "gateway.max-body-bytes",
                    "the most that the body of an HTTP request may hold; a larger one gets 413")
            .between("1KiB", LARGEST_REQUEST)
            .withDefault("16KiB");

    /** All of the above. */
    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(LimitSettings.class);

    private LimitSettings() {}

    static GatewayConfig.Limits read(Settings settings) {
        return new GatewayConfig.Limits(
                new ConnectionLimits(
                        settings.get(MAX_CONNECTIONS),
                        settings.get(MAX_CONNECTIONS_PER_USER),
                        settings.get(MAX_CONNECTIONS_PER_ADDRESS),
                        settings.get(HANDSHAKES_PER_SECOND),
                        settings.get(CONNECTS_PER_MINUTE_PER_USER),
                        settings.get(BAD_TOKENS_PER_SECOND_PER_ADDRESS)),
                new SocketLimits(settings.get(MAX_SOCKETS), settings.get(MAX_SOCKETS_PER_ADDRESS)),
                new RequestLimits(
                        Math.toIntExact(settings.get(MAX_REQUEST_LINE_BYTES)),
                        Math.toIntExact(settings.get(MAX_HEADER_BYTES)),
                        Math.toIntExact(settings.get(MAX_BODY_BYTES))),
                new ClientLimits(
                        settings.get(COMMANDS_PER_SECOND_PER_USER),
                        settings.get(FRAMES_PER_SECOND),
                        settings.get(BYTES_PER_SECOND),
                        settings.get(MAX_OPEN_CONVERSATIONS),
                        new WorkLimits(
                                settings.get(WORK_PER_SECOND_PER_SESSION),
                                settings.get(WORK_PER_SECOND_PER_USER),
                                settings.get(WORK_PER_SECOND_PER_ADDRESS),
                                settings.get(GROUPS_PER_DAY_PER_USER),
                                settings.get(MEMBERS_PER_DAY_PER_USER))),
                SessionSettings.unsent(settings),
                Math.toIntExact(settings.get(MAX_FRAME_BYTES)));
    }
}
