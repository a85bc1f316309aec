package io.parley.standalone;

import io.parley.runtime.config.Settings;
import io.parley.runtime.lifecycle.ExitCode;
import io.parley.standalone.access.AccessList;
import io.parley.standalone.access.Grant;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the table of {@code docs/security.md} against the code. With {@code -Dparley.docs=write} the test writes it. */
class AccessDocTest {

    private static final Path DOC = Path.of("..", "docs", "security.md");
    private static final Path SCRIPT = Path.of("..", "deploy", "locked", "acls.sh");
    private static final String BEGIN = "<!-- acls: written from the code -->\n";
    private static final String END = "<!-- acls: end -->";

    private final AccessList list = AclsCommand.accessList(Settings.of(Map.of(), AclsCommand.KEYS));

    @Test
    void shouldListWhatEachProcessNeedsInTheDocs() throws IOException {
        // Given
        String document = Files.readString(DOC, StandardCharsets.UTF_8);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        String expected = document.substring(0, begin) + table() + document.substring(end);
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOC, expected);
        }

        // Then
        assertThat(DOC)
                .usingCharset(StandardCharsets.UTF_8)
                .describedAs("run with -Dparley.docs=write to renew it")
                .hasContent(expected);
    }

    /** The compose file behind locks runs it. */
    @Test
    void shouldPrintTheScriptThatIsDeployed() throws IOException {
        // Given
        StringWriter out = new StringWriter();
        Main.commandLine(Map.of()).setOut(new PrintWriter(out)).execute("acls");
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(SCRIPT, out.toString());
        }

        // Then
        assertThat(SCRIPT)
                .usingCharset(StandardCharsets.UTF_8)
                .describedAs("run with -Dparley.docs=write to renew it")
                .hasContent(out.toString());
    }

    @Test
    void shouldPrintACommandForEachGrantWhenAsked() {
        // When
        StringWriter out = new StringWriter();
        int code = Main.commandLine(Map.of("PARLEY_TOPICS_PREFIX", "chat."))
                .setOut(new PrintWriter(out))
                .execute("acls", "--principal", "gateway=User:CN=gateway,O=Parley");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .startsWith("#!/bin/sh")
                .contains(
                        "kafka-acls.sh --bootstrap-server \"$BROKERS\" --command-config \"$ADMIN\" --add --allow-principal"
                                + " 'User:CN=gateway,O=Parley' --operation Write --topic 'chat.commands'",
                        "kafka-acls.sh --bootstrap-server \"$BROKERS\" --command-config \"$ADMIN\" --add --allow-principal"
                                + " 'User:conversation' --operation Write --operation Describe --transactional-id"
                                + " 'chat.conversation-' --resource-pattern-type prefixed");
        assertThat(out.toString().lines().filter(line -> line.startsWith("kafka-acls.sh")))
                .hasSize((int) list.processes().stream()
                        .mapToLong(process -> list.of(process).size())
                        .sum());
    }

    @Test
    void shouldSayWhichProcessesThereAreWhenAPrincipalIsOfNone() {
        // When
        StringWriter err = new StringWriter();
        int code = Main.commandLine(Map.of())
                .setErr(new PrintWriter(err))
                .execute("acls", "--principal", "gatewya=User:x");

        // Then
        assertThat(code).isEqualTo(ExitCode.MISUSED);
        assertThat(err.toString()).contains("--principal: gatewya (expected: one of setup, conversation");
    }

    private String table() {
        return "| process | what | name | operations |\n| --- | --- | --- | --- |\n"
                + list.processes().stream()
                        .flatMap(process -> list.of(process).stream().map(grant -> row(process, grant)))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String row(String process, Grant grant) {
        String operations = grant.ordered().stream()
                .map(operation -> operation.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return "| `%s` | %s | `%s%s` | %s |"
                .formatted(
                        process,
                        grant.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        grant.name(),
                        grant.pattern() == PatternType.PREFIXED ? "*" : "",
                        operations);
    }
}
