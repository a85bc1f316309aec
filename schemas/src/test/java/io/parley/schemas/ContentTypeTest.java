package io.parley.schemas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ContentTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/Markdown",
                "application/vnd.example.poll+json;v=2",
                "text/plain; charset=utf-8",
                "text/plain;charset=\"utf-8\"",
                "text/plain ; charset=utf-8 ; format=flowed",
                "multipart/mixed; boundary=\"a \\\" b; c/d\"",
                "text/plain;",
                "text/plain; ",
                "text/plain;;a=b",
                "text/plain; name=\"\"",
                "text/plain; name=\"caf\u00E9\"",
                "!#$%&'*+-.^_`|~/x",
            })
    void shouldBeOneWhenTheGrammarKnowsIt(String text) {
        assertThat(ContentType.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text/plain/x",
                "text /plain",
                " text/plain",
                "text/plain ",
                "text/html\r\nX: y",
                "text/plain\n",
                "text/plain;\tcharset=utf-8",
                "text/plain; charset",
                "text/plain; charset=",
                "text/plain; charset =utf-8",
                "text/plain; charset= utf-8",
                "text/plain; a=b c=d",
                "text/plain; a=\"b",
                "text/plain; a=\"b\\\"",
                "text/plain; a=\"b\u0000\"",
                "text/plain; a=\"\u202E\"",
                "text/plain, text/html",
                "t\u00E9xt/plain",
                "text/(comment)",
            })
    void shouldBeNoneWhenTheGrammarDoesNotKnowIt(String text) {
        assertThat(ContentType.isValid(text)).isFalse();
    }

    @Test
    void shouldHaveABoundAndCostNothingMuchWhateverItIs() {
        String longest = "a/" + "b".repeat(253);
        assertThat(ContentType.isValid(longest)).isTrue();
        assertThat(ContentType.isValid(longest + "b")).isFalse();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatCode(() -> ContentType.isValid("a/b" + "; ".repeat(120) + "\t"))
                        .doesNotThrowAnyException());
    }
}
