package io.parley.runtime.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    private enum Mode {
        READ_ONLY,
        READ_WRITE
    }

    private static final SettingKey<Integer> PORT =
            SettingKey.integer("gateway.port", "where clients connect").withDefault("8080");
    private static final SettingKey<Duration> IDLE =
            SettingKey.duration("gateway.idle-timeout", "how long silence is borne");
    private static final SettingKey<String> SECRET =
            SettingKey.text("token.secret", "what tokens are signed with").optional();
    private static final SettingKey<Integer> PIN =
            SettingKey.integer("token.pin", "a number nobody may see").secret().optional();
    private static final SettingKey<Mode> MODE =
            SettingKey.oneOf(Mode.class, "store.mode", "what is allowed").withDefault("read-only");
    private static final SettingKey<Long> MEMORY =
            SettingKey.bytes("store.memory", "cache").withDefault("64MiB");
    private static final SettingKey<List<String>> ORIGINS =
            SettingKey.list("gateway.origins", "which origins may connect").withDefault("");
    private static final List<SettingKey<?>> KEYS = List.of(PORT, IDLE, SECRET, PIN, MODE, MEMORY, ORIGINS);

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheEnvironmentWhenTheFileSaysOtherwise() throws IOException {
        // Given
        Path file = file("gateway.port=1\ngateway.idle-timeout = 30s \n");

        // When
        Settings settings = Settings.load(file, Map.of("PARLEY_GATEWAY_PORT", "2", "PATH", "/bin"), KEYS);

        // Then
        assertThat(settings.get(PORT)).isEqualTo(2);
        assertThat(settings.get(IDLE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldPassOverWhatIsUnknownWhenOnlyTheKnownIsAskedFor() throws IOException {
        // Given
        Path file = file("gateway.port=1\nstep.words=a,b\n");

        // When
        Settings settings = Settings.loadKnown(
                file, Map.of("PARLEY_STEP_LIMIT", "7", "PARLEY_TOKEN_PIN", "12"), List.of(PORT, PIN));

        // Then
        assertThat(settings.get(PORT)).isEqualTo(1);
        assertThat(settings.get(PIN)).isEqualTo(12);
    }

    @Test
    void shouldTakeTheDefaultWhenNothingIsSet() {
        // When
        Settings settings = Settings.load(null, Map.of("PARLEY_GATEWAY_PORT", " "), KEYS);

        // Then
        assertThat(settings.get(PORT)).isEqualTo(8080);
        assertThat(settings.get(MODE)).isEqualTo(Mode.READ_ONLY);
        assertThat(settings.get(MEMORY)).isEqualTo(64L * 1024 * 1024);
        assertThat(settings.find(SECRET)).isEmpty();
        assertThat(settings.find(ORIGINS)).isEmpty();
    }

    @Test
    void shouldReadEveryNotation() {
        // When
        Settings settings = Settings.of(
                Map.of(
                        "gateway.idle-timeout", "PT1.5S",
                        "store.mode", "read-write",
                        "store.memory", "2GiB",
                        "gateway.origins", "https://a.example, https://b.example"),
                KEYS);

        // Then
        assertThat(settings.get(IDLE)).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.get(MODE)).isEqualTo(Mode.READ_WRITE);
        assertThat(settings.get(MEMORY)).isEqualTo(2L << 30);
        assertThat(settings.get(ORIGINS)).containsExactly("https://a.example", "https://b.example");
    }

    @Test
    void shouldNameTheNearestKeyWhenOneIsUnknown() throws IOException {
        // Given
        Path file = file("gateway.prot=1\n");

        // Then
        assertThatThrownBy(() -> Settings.load(file, Map.of(), KEYS))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("gateway.prot: unknown (expected: a known key; did you mean gateway.port?)");
        assertThatThrownBy(() -> Settings.load(null, Map.of("PARLEY_GATEWAY_IDLE_TIME", "1s"), KEYS))
                .hasMessage("PARLEY_GATEWAY_IDLE_TIME: unknown"
                        + " (expected: a known key; did you mean PARLEY_GATEWAY_IDLE_TIMEOUT?)");
    }

    @Test
    void shouldNameTheKeyThatTookThePlaceOfOneThatIsSet() throws IOException {
        // Given
        List<SettingKey<?>> known = List.of(PORT, PIN.formerly("auth.pin-of-users"));
        Path file = file("auth.pin-of-users=1\n");

        // Then
        assertThatThrownBy(() -> Settings.load(file, Map.of(), known))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("auth.pin-of-users: unknown (expected: a known key; it is token.pin now)");
        assertThatThrownBy(() -> Settings.load(null, Map.of("PARLEY_AUTH_PIN_OF_USERS", "1"), known))
                .hasMessage("PARLEY_AUTH_PIN_OF_USERS: unknown (expected: a known key; it is PARLEY_TOKEN_PIN now)");
    }

    @Test
    void shouldNameBothKeysWhenOneIsNotMoreThanTheOther() {
        // Given
        SettingKey<Duration> interval =
                SettingKey.duration("gateway.interval", "how often").withDefault("10s");
        List<SettingKey<?>> known = List.of(IDLE, interval);
        Settings longer = Settings.of(Map.of("gateway.idle-timeout", "10001ms"), known);
        Settings equal = Settings.of(Map.of("gateway.idle-timeout", "PT10S"), known);

        // When
        longer.requireMore(IDLE, interval);

        // Then
        assertThatThrownBy(() -> equal.requireMore(IDLE, interval))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("gateway.idle-timeout: PT10S (expected: more than gateway.interval, which is 10s)");
    }

    @Test
    void shouldGiveWhatWasSetAsItWasWritten() {
        // Given
        Settings settings = Settings.of(Map.of("gateway.idle-timeout", "90s", "token.pin", "1234"), KEYS);

        // Then
        assertThat(settings.written(List.of(IDLE, PORT))).isEqualTo(Map.of("gateway.idle-timeout", "90s"));
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenAValueIsWrong() {
        // Given
        Settings settings = Settings.of(Map.of("gateway.port", "eighty", "store.mode", "rw"), KEYS);

        // Then
        assertThatThrownBy(() -> settings.get(PORT)).hasMessage("gateway.port: eighty (expected: a whole number)");
        assertThatThrownBy(() -> settings.get(MODE))
                .hasMessage("store.mode: rw (expected: one of read-only, read-write)");
    }

    @Test
    void shouldNotShowTheValueWhenTheKeyIsSecret() {
        // Given
        Settings settings = Settings.of(Map.of("token.pin", "hunter2"), KEYS);

        // Then
        assertThatThrownBy(() -> settings.find(PIN)).hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldSayHowToSetItWhenARequiredKeyIsMissing() {
        // Given
        Settings settings = Settings.of(Map.of(), KEYS);

        // Then
        assertThatThrownBy(() -> settings.get(IDLE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("gateway.idle-timeout: missing (expected: a duration")
                .hasMessageContaining("PARLEY_GATEWAY_IDLE_TIMEOUT");
    }

    @Test
    void shouldSayWhichFileWhenItIsNotThere() {
        assertThatThrownBy(() -> Settings.load(folder.resolve("absent.properties"), Map.of(), KEYS))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("absent.properties");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.properties"), text);
    }
}
