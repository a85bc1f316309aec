package io.parley.runtime.authority;

import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Defines the secrets by which the admin process seals commands and the owner of conversations recognises them. */
public final class SealSettings {

    private static final int SHORTEST_SECRET = 32;

    public static final SettingKey<String> SECRET = SettingKey.text(
                    "commands.seal-secret",
                    "what the admin process seals the commands of operators and back ends with, the same in admin and"
                            + " conversation; without it there are no such commands; change it over a clean stop only")
            .checked(SealSettings::isLongEnough, "32 bytes or more")
            .optional()
            .secret();
    public static final SettingKey<String> FORMER_SECRET = SettingKey.text(
                    "commands.former-seal-secret",
                    "the secret before this one, with which commands that wait in the log may be sealed")
            .checked(SealSettings::isLongEnough, "32 bytes or more")
            .optional()
            .secret();

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(SealSettings.class);

    private SealSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static CommandSeals read(Settings settings) {
        Optional<String> secret = settings.find(SECRET);
        Optional<String> former = settings.find(FORMER_SECRET);
        if (secret.isEmpty() && former.isPresent()) {
            throw new IllegalArgumentException(
                    FORMER_SECRET.name() + ": set (expected: not without " + SECRET.name() + ")");
        }
        return secret.map(now -> CommandSeals.of(now, former.stream().toList())).orElseGet(CommandSeals::none);
    }

    private static boolean isLongEnough(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= SHORTEST_SECRET;
    }
}
