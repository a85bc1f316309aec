package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;
import io.parley.servers.ChildProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The command as somebody uses it: processes, signals, and what they print. */
class UpDownIT {

    private static final Duration START = Duration.ofSeconds(180);
    private static final String SECRET = "a secret of this test, 32 bytes and more";
    private static final Pattern CHAT = Pattern.compile("Chat at (http://\\S+) in");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private final Map<Process, Path> outputs = new HashMap<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
        ChildProcesses.endIn(data());
    }

    @Test
    void shouldKeepMessagesAndLeaveNothingBehindWhenKilledAndEnded() throws Exception {
        // Given
        Process first = up();
        URI printed = awaitChat(first);
        URI gateway = printed.resolve("/");
        String alice = "alice-" + UUID.randomUUID();
        String conversation;
        try (TestClient client = TestClient.ready(gateway, RunningParley.token(gateway, alice, code(printed)))) {
            conversation = client.group("Plans");
            client.awaitEventOf(client.message(conversation, "remember this"));
        }
        assertThat(run("status"))
                .contains("gateway", "running", "Chat at " + printed)
                .contains("Steps before numbering: none");
        assertThat(run("up", "--port", "0")).contains("another Parley", "./parley down");
        Map<String, ProcessHandle> children = ChildProcesses.runningIn(data());
        assertThat(children).containsOnlyKeys("cassandra", "redis", "registry");
        for (ProcessHandle child : children.values()) {
            assertThat(environment(child)).doesNotContain(SECRET, "JAVA_TOOL_OPTIONS");
        }
        // Redis writes its title over it.
        assertThat(environment(children.get("cassandra"))).contains("PATH=");
        assertThat(Files.getPosixFilePermissions(data()))
                .containsOnlyElementsOf(PosixFilePermissions.fromString("rwx------"));

        // And when one of them ends by itself it is started again
        children.get("redis").destroyForcibly();
        await().atMost(START).until(() -> output(first).contains("redis: runs again"));
        assertThat(first.isAlive()).isTrue();
        // What status says is told once a second.
        await().atMost(START).untilAsserted(() -> assertThat(run("status")).doesNotContain("failed"));

        // When
        first.destroyForcibly().waitFor();
        Process second = up();
        URI again = awaitChat(second);

        // Then
        assertThat(code(again)).isPresent().isNotEqualTo(code(printed));
        assertThat(children.values()).noneMatch(ProcessHandle::isAlive);
        try (TestClient client =
                TestClient.ready(again.resolve("/"), RunningParley.token(again.resolve("/"), alice, code(again)))) {
            JsonNode page = client.history(TestClient.frame("history")
                    .put("conversationId", conversation)
                    .put("through", 2));
            assertThat(page.path("events").findValuesAsText("content")).containsExactly("remember this");
        }

        // And when it is ended in order
        assertThat(run("down")).contains("Stopped.");
        assertThat(second.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(ChildProcesses.runningIn(data())).isEmpty();
        assertThat(run("status")).contains("Nothing runs");
        assertThat(output(second)).contains("Stopping.", "Stopped.").doesNotContain("Exception");
    }

    @Test
    void shouldEndWhenItIsAskedToWhileItStarts() throws Exception {
        // Given
        Process starting = up();
        await().atMost(START).until(() -> output(starting).contains("broker"));

        // When: Connect is about to register a hook of its own for the end of the process
        starting.destroy();

        // Then
        assertThat(starting.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output(starting)).contains("Stopped.");
        assertThat(ChildProcesses.runningIn(data())).isEmpty();
    }

    private Path data() {
        return folder.resolve("data of somebody's");
    }

    private Process up() throws IOException {
        Process process = process("up", "--port", "0", "--management-port", "0");
        started.add(process);
        return process;
    }

    private URI awaitChat(Process up) throws IOException {
        await().atMost(START)
                .until(() -> !up.isAlive() || CHAT.matcher(output(up)).find());
        Matcher chat = CHAT.matcher(output(up));
        assertThat(chat.find()).as(output(up)).isTrue();
        return URI.create(chat.group(1));
    }

    /** The code in the address that was printed. */
    private static Optional<String> code(URI page) {
        return Optional.ofNullable(page.getFragment()).map(fragment -> fragment.replace("code=", ""));
    }

    private String run(String... arguments) throws Exception {
        Process process = process(arguments);
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output(process);
    }

    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx640m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data().toString()));
        Path output = Files.createTempFile(folder, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // As on a machine that somebody else has set up.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment()
                .putAll(Map.of(
                        "PARLEY_TOKEN_SECRET", SECRET,
                        "JAVA_TOOL_OPTIONS", "-Djava.net.preferIPv6Addresses=true -Duser.language=ar -Duser.country=EG",
                        "LC_ALL", "C",
                        "TZ", "Pacific/Kiritimati"));
        Process process = builder.start();
        outputs.put(process, output);
        return process;
    }

    /** What a process was given; nothing where the system doesn't tell. */
    private static String environment(ProcessHandle process) throws IOException {
        Path told = Path.of("/proc", Long.toString(process.pid()), "environ");
        assumeTrue(Files.exists(told), "skipped: this system doesn't tell a process's environment");
        return Files.readString(told, StandardCharsets.UTF_8);
    }

    private String output(Process process) throws IOException {
        return Files.readString(outputs.get(process), StandardCharsets.UTF_8);
    }
}
