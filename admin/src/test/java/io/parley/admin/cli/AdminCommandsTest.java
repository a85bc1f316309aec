package io.parley.admin.cli;

import com.sun.net.httpserver.HttpServer;
import io.parley.admin.access.AdminTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What commands ask of an interface that answers what a test wants. */
class AdminCommandsTest {

    private static final String DONE =
            "{\"act\":\"suspend\",\"subject\":\"user:alice\",\"audit\":{\"sequence\":7,\"sha256\":\"00ff\"}}";

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private volatile int status = 200;
    private volatile String answer = DONE;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Files.writeString(folder.resolve("token"), "my-token\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "suspend alice --reason spam; POST /v1/suspend; {\"userId\":\"alice\",\"reason\":\"spam\"}",
                "suspend alice --until 2100-01-01T00:00:00Z --reason spam; POST /v1/suspend;"
                        + " {\"userId\":\"alice\",\"until\":\"2100-01-01T00:00:00Z\",\"reason\":\"spam\"}",
                "resume alice --reason appeal; POST /v1/resume; {\"userId\":\"alice\",\"reason\":\"appeal\"}",
                "sign-out alice --reason lost; POST /v1/sign-out; {\"userId\":\"alice\",\"reason\":\"lost\"}",
                "end-token t-1 --reason leaked; POST /v1/end-token; {\"jti\":\"t-1\",\"reason\":\"leaked\"}",
                "end-sign-in s-1 --reason out; POST /v1/end-sign-in; {\"sid\":\"s-1\",\"reason\":\"out\"}",
                "retire gateway-1 --reason gone; POST /v1/retire; {\"gatewayId\":\"gateway-1\",\"reason\":\"gone\"}",
            })
    void shouldAskForTheActAndPrintItsRecord(String arguments, String request, String body) {
        // When
        int code = run(arguments.split(" ", -1));

        // Then
        assertThat(code).as(errors.toString()).isZero();
        assertThat(asked).containsExactly(request + " Bearer my-token " + body);
        assertThat(printed.toString()).contains("user:alice: audit record 7:00ff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "add g bob carol; POST /v1/add-members; \"members\":[\"bob\",\"carol\"]",
                "remove g bob; POST /v1/remove-members; \"members\":[\"bob\"]",
                "promote g bob; POST /v1/set-role; \"members\":[\"bob\"],\"role\":\"owner\"",
                "demote g bob; POST /v1/set-role; \"members\":[\"bob\"],\"role\":\"member\"",
                "rename g Orders; POST /v1/rename; \"title\":\"Orders\"",
            })
    void shouldChangeConversationsUnderAnIdAndPrintWhatBecameOfIt(String arguments, String request, String fields) {
        // Given
        answer =
                "{\"act\":\"rename\",\"outcome\":\"done\",\"sequence\":3,\"audit\":{\"sequence\":7,\"sha256\":\"00ff\"}}";

        // When
        int code = run((arguments + " --id i-1 --reason moved").split(" ", -1));

        // Then
        assertThat(code).as(errors.toString()).isZero();
        assertThat(asked)
                .containsExactly(request + " Bearer my-token "
                        + "{\"id\":\"i-1\",\"conversationId\":\"g\",\"reason\":\"moved\"," + fields + "}");
        assertThat(printed.toString().lines())
                .containsExactly("id i-1", "rename: done by event 3, audit record 7:00ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting", "held"})
    void shouldExitDifferentlyWhenTheChangeHasNoEffectYet(String outcome) {
        // Given
        status = 202;
        answer = "{\"act\":\"rename\",\"outcome\":\"" + outcome + "\",\"audit\":{\"sequence\":7,\"sha256\":\"00ff\"}}";

        // When
        int code = run("rename", "g", "Orders", "--reason", "moved");

        // Then
        assertThat(code).isEqualTo(3);
        assertThat(printed.toString()).contains("rename: " + outcome + ", audit record 7:00ff");
    }

    @Test
    void shouldRefuseATitleOutOfQuotes() {
        // When
        int code = run("rename", "g", "Two", "words", "--reason", "moved");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("one title");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldSayWhatStandsAgainstIt() {
        // Given
        status = 404;
        answer = "{\"detail\":\"user:alice is not suspended\"}";

        // When
        int code = run("resume", "alice", "--reason", "appeal");

        // Then
        assertThat(code).isNotZero();
        assertThat(errors.toString())
                .contains("404: user:alice is not suspended")
                .doesNotContain("my-token");
    }

    @Test
    void shouldAskForAReason() {
        // When
        int code = run("suspend", "alice");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("--reason");
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldPrintSuspensionsOneALine() {
        // Given
        answer = "{\"count\":2,\"suspensions\":[{\"key\":\"user:a\"},{\"key\":\"user:b\"}]}";

        // When
        int code = run("list");

        // Then
        assertThat(code).isZero();
        assertThat(printed.toString().lines()).containsExactly("{\"key\":\"user:a\"}", "{\"key\":\"user:b\"}");
        assertThat(asked).singleElement().asString().startsWith("GET /v1/suspensions?limit=1000 ");
    }

    @Test
    void shouldPrintAUserWhoseConversationsComeInOnePage() {
        // Given
        answer = "{\"userId\":\"a|b\",\"conversations\":[{\"conversationId\":\"c\"}],\"more\":false}";

        // When
        int code = run("user", "a|b");

        // Then
        assertThat(code).isZero();
        assertThat(asked).singleElement().asString().startsWith("GET /v1/user?userId=a%7Cb&limit=1000 ");
        assertThat(printed.toString()).contains("\"conversationId\" : \"c\"").doesNotContain("more");
    }

    @Test
    void shouldPrintSignInsOneALineAsFarAsTheSearchGoes() {
        // Given
        answer = "{\"userId\":\"a\",\"signIns\":[{\"outcome\":\"let-in\"},{\"outcome\":\"suspended\"}],"
                + "\"more\":true,\"before\":17}";

        // When
        int code = run("sign-ins", "a", "--most", "3");

        // Then
        assertThat(code).isZero();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("GET /v1/sign-ins?userId=a&limit=3 ");
        assertThat(asked.get(1)).startsWith("GET /v1/sign-ins?userId=a&limit=1&before=17 ");
        assertThat(printed.toString().lines()).startsWith("{\"outcome\":\"let-in\"}", "{\"outcome\":\"suspended\"}");
    }

    @Test
    void shouldPrintEventsWithTheRecordOfTheLook() {
        // Given
        answer = "{\"act\":\"read-events\",\"head\":9,\"events\":[{\"sequence\":4},{\"sequence\":5}],\"more\":true,"
                + "\"audit\":{\"sequence\":7,\"sha256\":\"00ff\"}}";

        // When
        int code = run("events", "g", "--reason", "case 17", "--before", "6", "--limit", "2");

        // Then
        assertThat(code).isZero();
        assertThat(asked)
                .containsExactly("POST /v1/read-events Bearer my-token "
                        + "{\"conversationId\":\"g\",\"limit\":2,\"reason\":\"case 17\",\"before\":6}");
        assertThat(printed.toString().lines())
                .containsExactly(
                        "{\"sequence\":4}",
                        "{\"sequence\":5}",
                        "newest event 9, audit record 7:00ff; older ones by --before 4");
    }

    @Test
    void shouldMakeATokenWithItsLine() {
        // When
        int code = run("new-token", "ann", "operator");

        // Then
        assertThat(code).isZero();
        List<String> lines = printed.toString().lines().toList();
        assertThat(lines.get(0)).hasSize(43);
        assertThat(lines.get(1)).isEqualTo("ann operator " + AdminTokens.digest(lines.get(0)));
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        AdminCommands.all(Map.of(
                        "PARLEY_ADMIN_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "PARLEY_ADMIN_TOKEN_FILE",
                        folder.resolve("token").toString()))
                .forEach(line::addSubcommand);
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(errors, true));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            errors.write(failure.getMessage());
            return 1;
        });
        return line.execute(arguments);
    }
}
