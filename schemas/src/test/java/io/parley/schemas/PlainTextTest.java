package io.parley.schemas;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, '\t', '\n', '\r', 0x1B, 0x7F, 0x80, 0x85, 0x9F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066,
                0x2067, 0x2068, 0x2069
            })
    void shouldNotBePlainWhenACharacterControlsOrTurnsTheTextAround(int character) {
        String text = "a" + Character.toString(character) + "b";
        assertThat(PlainText.isPlain(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tea & cake, \"5 o'clock\"",
                "שלום עולם",
                "قهوة\u200F ٣",
                "a\u200Eb",
                "❤\uFE0F",
                "👩\u200D👩\u200D👧",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
                "no\u00A0break",
                "Z͑ͫaͧl͊g̈o",
            })
    void shouldBePlainWhateverPeopleWrite(String text) {
        assertThat(PlainText.isPlain(text)).isTrue();
        assertThat(PlainText.isBlank(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u00A0 \u2003",
                "\u200B",
                "\u2060\uFEFF",
                "\u3164",
                "\u2800",
                "\u200F",
                "\uFE0F",
                "\u3000",
                "\u00AD",
            })
    void shouldBeBlankWhenThereIsNothingToSee(String text) {
        assertThat(PlainText.isBlank(text)).isTrue();
    }
}
