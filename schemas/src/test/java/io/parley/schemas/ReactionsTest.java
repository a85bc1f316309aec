package io.parley.schemas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReactionsTest {

    @ParameterizedTest
    @CsvSource({
        "\u2764, \u2764\uFE0F", // a heart as text and as an emoji
        "\u2764\uFE0E, \u2764\uFE0F",
        "e\u0301, \u00E9", // decomposed and composed
        "e\uFE0F\u0301, \u00E9", // composable only once the selector is gone
        "\u845B\uDB40\uDD00, \u845B", // an ideographic variation
        "1\uFE0F\u20E3, 1\u20E3" // a keycap
    })
    void shouldHaveOneKeyWhenReactionsAreTheSame(String one, String other) {
        // When // Then
        assertThat(Reactions.key(one)).isEqualTo(Reactions.key(other));
    }

    @ParameterizedTest
    @CsvSource({"\uD83D\uDC4D, \uD83D\uDC4E", "\uD83D\uDC4D, \uD83D\uDC4D\uD83C\uDFFD", "a, A", "\u212B\u212B, \u00C5"})
    void shouldHaveKeysOfTheirOwnWhenReactionsDiffer(String one, String other) {
        // When // Then
        assertThat(Reactions.key(one)).isNotEqualTo(Reactions.key(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"e\uFE0F\u0301", "\u2764\uFE0F", "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67", ":+1:"})
    void shouldStayAsItIsWhenKeyIsTakenAgain(String reaction) {
        // When
        String key = Reactions.key(reaction);

        // Then
        assertThat(Reactions.key(key)).isEqualTo(key);
    }

    @Test
    void shouldKeepJoinersWhenSignsAreJoined() {
        // When // Then
        assertThat(Reactions.key("\uD83D\uDC68\u200D\uD83D\uDCBB")).isEqualTo("\uD83D\uDC68\u200D\uD83D\uDCBB");
    }
}
