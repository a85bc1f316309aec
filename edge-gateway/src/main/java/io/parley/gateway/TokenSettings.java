package io.parley.gateway;

import io.parley.gateway.auth.AuthConfig;
import io.parley.gateway.auth.AuthConfig.DevTokenAccess;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Defines the keys of token verification, and reads its config from them. */
public final class TokenSettings {

    private static final int SHORTEST_SECRET = 32;

    public static final SettingKey<String> SECRET = SettingKey.text("token.secret", "the key that signs HS256 tokens")
            .checked(TokenSettings::isLongEnough, "32 bytes or more")
            .optional()
            .secret();
    public static final SettingKey<URI> JWKS = SettingKey.of(
                    "token.jwks",
                    "the keys of RS256, ES256 and EdDSA tokens",
                    "a file, or an http, https or file URL",
                    TokenSettings::location)
            .optional();
    public static final SettingKey<String> ISSUER =
            SettingKey.text("token.issuer", "the required iss of a token").optional();
    public static final SettingKey<String> AUDIENCE = SettingKey.text(
                    "token.audience",
                    "a required entry of a token's aud; *: a token for any application is accepted; needed with"
                            + " token.jwks,"
                            + " since an identity provider signs for all its applications with the same keys")
            .optional();
    public static final SettingKey<Duration> CLOCK_SKEW = SettingKey.duration(
                    "token.clock-skew", "how far a token's nbf may be in the future; its exp is taken as it is")
            .atLeast("0s")
            .withDefault("5s");
    public static final SettingKey<Boolean> DEV_TOKENS = SettingKey.flag(
                    "token.dev-tokens", "whether POST /v1/token signs tokens for callers on the loopback address")
            .formerly("auth.dev-tokens")
            .withDefault("false");
    public static final SettingKey<String> DEV_TOKENS_CODE = SettingKey.text(
                    "token.dev-tokens-code",
                    "the code that callers of POST /v1/token have to send; without it none is needed")
            .formerly("auth.dev-tokens-code")
            .matching("[A-Za-z0-9_-]{16,}", "16 or more of A-Z a-z 0-9 _ -")
            .optional()
            .secret();

    /** All of the above. */
    static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(TokenSettings.class);

    private TokenSettings() {}

    static AuthConfig read(Settings settings) {
        Optional<String> secret = settings.find(SECRET);
        Optional<URI> jwks = settings.find(JWKS);
        if (secret.isEmpty() && jwks.isEmpty()) {
            throw new IllegalArgumentException(
                    SECRET.name() + ", " + JWKS.name() + ": neither is set (expected: one of them, or both)");
        }
        Optional<String> audience = settings.find(AUDIENCE);
        if (jwks.isPresent() && audience.isEmpty()) {
            throw new IllegalArgumentException(AUDIENCE.name() + ": missing beside " + JWKS.name()
                    + " (expected: what has to be among a token's aud, or * to accept tokens that its issuer made for"
                    + " any application)");
        }
        boolean devTokens = settings.get(DEV_TOKENS);
        if (devTokens && secret.isEmpty()) {
            throw new IllegalArgumentException(
                    DEV_TOKENS.name() + ": true (expected: false, as there is no " + SECRET.name() + ")");
        }
        Optional<String> code = settings.find(DEV_TOKENS_CODE);
        return new AuthConfig(
                secret,
                jwks,
                settings.find(ISSUER),
                audience,
                settings.get(CLOCK_SKEW),
                devTokens ? Optional.of(new DevTokenAccess(code)) : Optional.empty(),
                TokenLifeSettings.read(settings));
    }

    private static boolean isLongEnough(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= SHORTEST_SECRET;
    }

    private static URI location(String fileOrUrl) {
        if (!fileOrUrl.contains("://")) {
            return Path.of(fileOrUrl).toAbsolutePath().toUri();
        }
        URI url = URI.create(fileOrUrl);
        if (!url.getScheme().matches("https?|file")) {
            throw new IllegalArgumentException(fileOrUrl);
        }
        return url;
    }
}
