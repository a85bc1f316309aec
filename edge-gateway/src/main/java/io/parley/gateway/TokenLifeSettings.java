package io.parley.gateway;

import io.parley.gateway.auth.AccessRules;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.time.Duration;
import java.util.List;

/** Defines the keys of how long tokens and sessions may live, and of which kind tokens have to be. */
public final class TokenLifeSettings {

    public static final SettingKey<Duration> LONGEST_TOKEN_LIFE = SettingKey.duration(
                    "token.longest-life",
                    "how long a token may live, from its iat, and from now, to its exp; one that lives longer is refused; 0s:"
                            + " any")
            .between("0s", "3650d")
            .withDefault("1d");
    public static final SettingKey<Duration> LONGEST_SESSION = SettingKey.duration(
                    "session.longest-life",
                    "how long a session may last, or up to a tenth less, however often its token is renewed, before it is"
                            + " closed with 4401 and its client comes back; 0s: any time")
            .between("0s", "3650d")
            .withDefault("1d");
    public static final SettingKey<String> TOKEN_TYPE = SettingKey.text(
                    "token.typ",
                    "the required typ in a token's header, such as at+jwt, so that no other kind of token of the issuer is"
                            + " accepted; left out: none, JWT or at+jwt")
            .optional();

    /** All of the above. */
    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(TokenLifeSettings.class);

    private TokenLifeSettings() {}

    static AccessRules read(Settings settings) {
        return new AccessRules(
                settings.get(LONGEST_TOKEN_LIFE), settings.get(LONGEST_SESSION), settings.find(TOKEN_TYPE));
    }
}
