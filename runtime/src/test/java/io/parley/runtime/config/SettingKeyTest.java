package io.parley.runtime.config;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingKeyTest {

    private static final SettingKey<Integer> PORT = SettingKey.integer("port", "where clients connect")
            .between("0", "65535")
            .withDefault("8080");

    /** Not in the order of the alphabet. */
    @SuppressWarnings("unused") // read by reflection
    private static final class Declared {

        static final SettingKey<String> ZEBRA = SettingKey.text("zebra", "the first");
        private static final SettingKey<String> APE = SettingKey.text("ape", "the second");
        static final String OTHER = "no key";
        static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(Declared.class);
    }

    @SuppressWarnings("unused") // read by reflection
    private static final class TooLate {

        static final SettingKey<String> FIRST = SettingKey.text("first", "stands before");
        static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(TooLate.class);
        static final SettingKey<String> LAST = SettingKey.text("last", "stands after");
    }

    @Test
    void shouldTakeAValueAtEitherBound() {
        assertThat(List.of(read(PORT, "0"), read(PORT, "65535"))).containsExactly(0, 65_535);
    }

    @Test
    void shouldNameKeyValueAndBoundWhenAValueIsBeyondIt() {
        assertThatThrownBy(() -> read(PORT, "65536"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("port: 65536 (expected: 0 to 65535)");
        assertThatThrownBy(() -> read(SettingKey.duration("wait", "how long").moreThan("0s"), "0ms"))
                .hasMessage("wait: 0ms (expected: more than 0s)");
        assertThatThrownBy(() -> read(SettingKey.bytes("cache", "how much").atLeast("4MiB"), "4095KiB"))
                .hasMessage("cache: 4095KiB (expected: 4MiB or more)");
        assertThatThrownBy(() -> read(SettingKey.text("name", "whose").matching("[a-z]+", "small letters"), "Ann"))
                .hasMessage("name: Ann (expected: small letters)");
    }

    @Test
    void shouldNotShowASecretThatIsBeyondABound() {
        SettingKey<String> secret = SettingKey.text("secret", "what it is")
                .matching(".{8,}", "8 or more")
                .secret();

        assertThatThrownBy(() -> read(secret, "hunter2")).hasMessage("secret: (not shown) (expected: 8 or more)");
    }

    @Test
    void shouldCompareWhatIsWrittenInAnotherUnit() {
        assertThat(read(SettingKey.duration("wait", "how long").between("1s", "1m"), "60s"))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldTakeNoDefaultThatIsBeyondABound() {
        assertThatThrownBy(() -> PORT.withDefault("70000")).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void shouldExpectFormAndBounds() {
        assertThat(PORT.expectation()).isEqualTo("a whole number, 0 to 65535");
    }

    @Test
    void shouldListTheKeysOfAClassInTheirOrder() {
        assertThat(Declared.KEYS).extracting(SettingKey::name).containsExactly("zebra", "ape");
    }

    @Test
    void shouldRefuseAKeyThatStandsAfterTheList() {
        assertThatThrownBy(() -> TooLate.KEYS.size()).hasRootCauseMessage(lateField() + " stands after the keys");
    }

    @Test
    void shouldReadAKeyOfAnyTypeAndSayItsFormWhenItHasAnother() {
        // Given
        SettingKey<UUID> key = SettingKey.of("token.id", "which one", "a UUID", UUID::fromString);

        // Then
        assertThat(read(key, "0190163d-8694-739b-aea5-966c26f8ad91"))
                .isEqualTo(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"));
        assertThatThrownBy(() -> read(key, "first")).hasMessage("token.id: first (expected: a UUID)");
    }

    private static String lateField() {
        return "static final io.parley.runtime.config.SettingKey"
                + " io.parley.runtime.config.SettingKeyTest$TooLate.LAST";
    }

    private static <T> T read(SettingKey<T> key, String text) {
        return Settings.of(Map.of(key.name(), text), List.of(key)).get(key);
    }
}
