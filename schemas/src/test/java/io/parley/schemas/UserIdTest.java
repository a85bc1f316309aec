package io.parley.schemas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UserIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "auth0|5f7c8ec7c33c6c004bbafe82",
                "google-oauth2|103547991597142817347",
                "a+b@example.org",
                "urn:oid:1.2.3",
                "c2FtbA==",
                "~root",
                ".",
                "..",
                "__proto__",
                "constructor",
            })
    void shouldTakeWhatIdentityProvidersGive(String text) {
        assertThat(UserId.isValid(text)).isTrue();
        assertThat(new UserId(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\\b", "a%b", "a\n", "a\0", "é", "a?b", "a#b", "a,b", "a;b", "a*b"})
    void shouldTakeNothingThatKeysAndUrlsPutBetweenTheirParts(String text) {
        assertThat(UserId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new UserId(text)).hasMessage("a user id is " + UserId.EXPECTATION);
    }

    @Test
    void shouldBeLongerThanTheIdOfACommandAndHaveMoreMarks() {
        assertThat(UserId.isValid("x".repeat(128))).isTrue();
        assertThat(UserId.isValid("x".repeat(129))).isFalse();
        assertThat(UserId.isValid(null)).isFalse();
        assertThat(CommandId.isValid("x".repeat(64))).isTrue();
        assertThat(CommandId.isValid("x".repeat(65))).isFalse();
        assertThat(CommandId.isValid("a|b")).isFalse();
        assertThat(CommandId.isValid("A-z_0.9:@x")).isTrue();
    }
}
