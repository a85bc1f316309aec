package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What has to be said for a development token, by what was set; nothing is started. */
class TokenCodeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldAskForAnotherCodeAtEveryStartUnlessOneIsSet() {
        assertThat(code(Map.of())).hasValueSatisfying(code -> assertThat(code).matches("[A-Za-z0-9_-]{43}"));
        assertThat(code(Map.of())).isNotEqualTo(code(Map.of()));
        assertThat(code(Map.of("PARLEY_TOKEN_DEV_TOKENS_CODE", "a-code-of-this-test")))
                .hasValue("a-code-of-this-test");
    }

    @Test
    void shouldAskForNoneWhenTokensAreOpenOrOff() {
        assertThat(code(Map.of("PARLEY_STANDALONE_OPEN_TOKENS", "true"))).isEmpty();
        assertThat(code(Map.of(
                        "PARLEY_STANDALONE_OPEN_TOKENS",
                        "true",
                        "PARLEY_TOKEN_DEV_TOKENS_CODE",
                        "a-code-of-this-test")))
                .isEmpty();
        assertThat(code(Map.of("PARLEY_TOKEN_DEV_TOKENS", "false"))).isEmpty();
    }

    @Test
    void shouldRefuseACodeThatIsTooShort() {
        assertThatThrownBy(() -> code(Map.of("PARLEY_TOKEN_DEV_TOKENS_CODE", "short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token.dev-tokens-code: (not shown)");
    }

    private Optional<String> code(Map<String, String> environment) {
        StandaloneConfig config = StandaloneSettings.read(
                environment, Map.of(StandaloneSettings.DATA.name(), folder.toString()), List.of());
        try (Standalone standalone = new Standalone(config)) {
            return standalone.tokenCode();
        }
    }
}
