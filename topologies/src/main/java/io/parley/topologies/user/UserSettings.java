package io.parley.topologies.user;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.topologies.conversation.ConversationSettings;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Declares the settings of the user application. */
public final class UserSettings {

    static final SettingKey<Duration> KEEP_LEFT = SettingKey.duration(
                    "user.keep-left", "how long an inbox remembers a conversation that its user left, for replays")
            .moreThan("0s")
            .withDefault("1d");
    static final SettingKey<Duration> SWALLOWED_WINDOW = SettingKey.duration(
                    "user.swallowed-window",
                    "what came this long before a user's last session broke off is pushed, unless it was read; longer than"
                            + " gateway.idle-timeout; 0s: nothing is")
            .atLeast("0s")
            .withDefault("20s");
    static final SettingKey<Integer> RECENT_MESSAGES = SettingKey.integer(
                    "user.recent-messages",
                    "messages whose texts one task keeps in memory for pushes when a session breaks off; others are pushed"
                            + " without text; 0: none")
            .atLeast("0")
            .withDefault("20000");

    static final SettingKey<Integer> INBOX_PAGE = SettingKey.integer(
                    "user.inbox-page",
                    "conversations that a connecting session gets, the newest by activity; clients list the others")
            .between("1", "1000")
            .withDefault("200");

    public static final List<SettingKey<?>> KEYS = Stream.concat(
                    SettingKey.declaredBy(UserSettings.class).stream(),
                    Stream.of(ConversationSettings.LARGE_GROUP_HINT_INTERVAL))
            .toList();

    private UserSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static UserConfig read(Settings settings) {
        return new UserConfig(
                settings.get(KEEP_LEFT),
                settings.get(ConversationSettings.LARGE_GROUP_HINT_INTERVAL),
                settings.get(SWALLOWED_WINDOW),
                settings.get(RECENT_MESSAGES),
                settings.get(INBOX_PAGE));
    }
}
