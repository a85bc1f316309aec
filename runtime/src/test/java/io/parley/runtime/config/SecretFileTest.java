package io.parley.runtime.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A secret may be in a file, whichever key it is of; nothing else may. */
class SecretFileTest {

    private static final SettingKey<String> SECRET = SettingKey.text("token.secret", "what tokens are signed with")
            .secret()
            .optional();
    private static final SettingKey<String> NAME =
            SettingKey.text("gateway.name", "what it is called").withDefault("g");
    private static final SettingFamily CLIENT = SettingFamily.of(
            "kafka.client.",
            "a property of a client",
            "a value",
            member -> member.endsWith("password"),
            member -> member.equals("acks") ? Optional.of("left out") : Optional.empty());
    private static final List<SettingKey<?>> KEYS = List.of(SECRET, NAME, CLIENT);

    @TempDir
    Path folder;

    @Test
    void shouldReadTheSecretWhenAFileHoldsIt() throws IOException {
        // Given
        String file = file("hunter2\n");

        // Then
        assertThat(Settings.of(Map.of("token.secret-file", file), KEYS).find(SECRET))
                .hasValue("hunter2");
        assertThat(Settings.load(null, Map.of("PARLEY_TOKEN_SECRET_FILE", file), KEYS)
                        .find(SECRET))
                .hasValue("hunter2");
        assertThat(Settings.loadKnown(null, Map.of("PARLEY_TOKEN_SECRET_FILE", file), KEYS)
                        .values())
                .containsExactly(Map.entry("token.secret", "hunter2"));
    }

    @Test
    void shouldReadTheSecretOfAFamilyWhenAFileHoldsIt() throws IOException {
        // Given
        String file = file("hunter2");

        // Then
        assertThat(Settings.of(Map.of("kafka.client.ssl.key.password-file", file), KEYS)
                        .get(CLIENT))
                .containsExactly(Map.entry("ssl.key.password", "hunter2"));
        assertThat(Settings.load(null, Map.of("PARLEY_KAFKA_CLIENT_SSL_KEY_PASSWORD_FILE", file), KEYS)
                        .get(CLIENT))
                .containsExactly(Map.entry("ssl.key.password", "hunter2"));
    }

    @Test
    void shouldTakeTheEnvironmentWhenThePropertiesSayItTheOtherWay() throws IOException {
        // Given
        Path properties = Files.writeString(folder.resolve("p.properties"), "token.secret-file=" + file("old"));

        // When
        Settings settings = Settings.load(properties, Map.of("PARLEY_TOKEN_SECRET", "new"), KEYS);

        // Then
        assertThat(settings.find(SECRET)).hasValue("new");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFileAndNeverWhatIsInIt() throws IOException {
        // Given
        Map<String, String> both = new HashMap<>();
        both.put("token.secret", "hunter2");
        both.put("token.secret-file", file("hunter2"));

        // Then
        assertThatThrownBy(() -> Settings.of(both, KEYS))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("token.secret, token.secret-file: both are set (expected: one of them)");
        assertThatThrownBy(() -> Settings.of(Map.of("token.secret-file", "/no/such/file"), KEYS))
                .hasMessageStartingWith("token.secret-file: /no/such/file (expected: a readable file");
        assertThatThrownBy(() -> Settings.of(Map.of("token.secret-file", file(" \n")), KEYS))
                .hasMessageContaining("(expected: a file that isn't empty)");
    }

    @Test
    void shouldTakeNoFileWhenTheKeyIsNoSecret() {
        assertThatThrownBy(() -> Settings.of(Map.of("gateway.name-file", "x"), KEYS))
                .hasMessage("gateway.name-file: unknown (expected: a known key; did you mean gateway.name?)");
        assertThat(Settings.of(Map.of("kafka.client.client.rack-file", "x"), KEYS)
                        .get(CLIENT))
                .containsExactly(Map.entry("client.rack-file", "x"));
    }

    @Test
    void shouldFindEveryMemberOfAFamilyUnderItsVariable() {
        // When
        Settings settings = Settings.load(null, Map.of("PARLEY_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL"), KEYS);

        // Then
        assertThat(settings.get(CLIENT)).containsExactly(Map.entry("security.protocol", "SSL"));
        assertThat(Settings.of(Map.of(), KEYS).get(CLIENT)).isEmpty();
    }

    @Test
    void shouldRefuseAMemberThatCanNotBeSet() {
        // Given
        Settings settings = Settings.of(Map.of("kafka.client.acks", "1"), KEYS);

        // Then
        assertThatThrownBy(() -> settings.get(CLIENT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("kafka.client.acks: 1 (expected: left out)");
        assertThatThrownBy(() -> Settings.of(Map.of("kafka.client.", "1"), KEYS))
                .hasMessageStartingWith("kafka.client.: unknown");
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), content)
                .toString();
    }
}
