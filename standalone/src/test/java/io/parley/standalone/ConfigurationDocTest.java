package io.parley.standalone;

import io.parley.runtime.config.SettingKey;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/configuration.md} against the code. With {@code -Dparley.docs=write} the test writes it instead. */
class ConfigurationDocTest {

    private static final Path DOC = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldDescribeEverySettingInTheDocs() throws IOException {
        // Given
        String expected = document();
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOC, expected);
        }

        // Then
        assertThat(DOC)
                .usingCharset(StandardCharsets.UTF_8)
                .describedAs("run with -Dparley.docs=write to renew it")
                .hasContent(expected);
    }

    private static String document() {
        Map<String, SettingKey<?>> keys = new TreeMap<>();
        Map<String, Collection<String>> users = new TreeMap<>();
        List<ProcessKind> kinds = new ArrayList<>(ProcessKind.ALL);
        kinds.forEach(kind -> add(kind.name(), kind.keys(), keys, users));
        add("up", StandaloneSettings.KEYS, keys, users);
        String rows = keys.values().stream()
                .sorted(Comparator.comparing(SettingKey::name))
                .map(key -> row(key, users.get(key.name())))
                .collect(Collectors.joining("\n"));
        return """
                # Configuration

                Written from the code; a test holds the two together.

                Every process takes a properties file as its last argument, and `PARLEY_*` environment variables, which win:
                the variable of `gateway.port` is `PARLEY_GATEWAY_PORT`. An unknown key, an invalid value or a missing one
                stops the start with one line that names it.

                A secret, which is never shown, may be in a file of its own: `token.secret-file`, or `PARLEY_TOKEN_SECRET_FILE`,
                names the file that holds the value of `token.secret`. Each secret key has such a twin; blanks and line ends
                around the value don't count.

                `kafka.client.*` is every property of Kafka's clients, as Kafka names them: `kafka.client.security.protocol`, or
                `PARLEY_KAFKA_CLIENT_SECURITY_PROTOCOL`, where each `_` after `CLIENT_` stands for a dot. A property whose name has
                another character is set in the file. Secret ones (those that Kafka calls passwords, `sasl.jaas.config` and
                `ssl.keystore.key` among them) have a twin too: `kafka.client.sasl.jaas.config-file`, or
                `PARLEY_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE`. [security.md](security.md) has examples.

                | key | what it is | expected | default | read by |
                | --- | --- | --- | --- | --- |
                %s
                """.formatted(rows);
    }

    private static void add(
            String process,
            Collection<SettingKey<?>> added,
            Map<String, SettingKey<?>> keys,
            Map<String, Collection<String>> users) {
        for (SettingKey<?> key : added) {
            keys.put(key.name(), key);
            users.computeIfAbsent(key.name(), name -> new TreeSet<>()).add(process);
        }
    }

    private static String row(SettingKey<?> key, Collection<String> users) {
        String defaultText =
                key.defaultText().map(text -> "`" + text + "`").orElse(key.isOptional() ? "none" : "**required**");
        String secret = key.isSecret() ? "; secret" : "";
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        key.name(),
                        key.meaning().replace("|", "\\|"),
                        key.expectation().replace("|", "\\|") + secret,
                        defaultText,
                        String.join(", ", users));
    }
}
