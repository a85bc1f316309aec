package io.parley.gateway;

import io.parley.gateway.auth.AuthConfig;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Defines the keys of token verification. */
public final class TokenSettings {

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
                    "token.audience",
                    "what has to be among a token's aud; *: a token for any application is accepted; needed with token.jwks,"
                            + " since an identity provider signs for all its applications with the same keys")
            .optional();
    public static final SettingKey<Duration> CLOCK_SKEW = SettingKey.duration(
                    "token.clock-skew", "how far a token's nbf may be in the future; its exp is taken as it is")
            .withDefault("5s");
    public static final SettingKey<Boolean> DEV_TOKENS = SettingKey.flag(
                    "auth.dev-tokens", "whether POST /v1/token signs tokens for callers on the loopback address")
            .withDefault("false");
    public static final SettingKey<String> DEV_TOKENS_CODE = SettingKey.text(
                    "auth.dev-tokens-code",
                    "what callers of POST /v1/token have to say as code, 16 or more of A-Z a-z 0-9 _ -; without it nobody is"
                            + " asked")
            .optional()
            .secret();

    /** All of the above. */
    static final List<SettingKey<?>> KEYS =
            List.of(SECRET, JWKS, ISSUER, AUDIENCE, CLOCK_SKEW, DEV_TOKENS, DEV_TOKENS_CODE);

    private TokenSettings() {}

    static AuthConfig read(Settings settings) {
        return new AuthConfig(
                        settings.find(SECRET),
                        settings.find(JWKS).map(TokenSettings::location),
                        settings.find(ISSUER),
                        settings.find(AUDIENCE),
                        settings.get(CLOCK_SKEW),
                        settings.get(DEV_TOKENS),
                        settings.find(DEV_TOKENS_CODE))
                .withRules(TokenLifeSettings.read(settings));
    }

    private static URI location(String fileOrUrl) {
        return fileOrUrl.contains("://")
                ? URI.create(fileOrUrl)
                : Path.of(fileOrUrl).toAbsolutePath().toUri();
    }
}
