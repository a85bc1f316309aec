package io.parley.servers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ChildProcessTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Path SHELL = Executables.find("sh").orElseThrow();

    @TempDir
    Path folder;

    private final Spawner spawner = new Spawner();

    @AfterEach
    void endChildren() {
        spawner.close();
    }

    @Test
    void shouldEndProcessOfEarlierParentWhenStartedAgain() throws Exception {
        // Given
        Process leftOver = sleep();
        await().until(() ->
                leftOver.info().command().filter(ChildProcessTest::isSleep).isPresent());
        new PidFile(pidFile()).write(leftOver.toHandle());

        // When
        try (ChildProcess child = start("exec sleep 60")) {

            // Then
            assertThat(leftOver.isAlive()).isFalse();
            assertThat(new PidFile(pidFile()).running()).isNotEqualTo(Optional.of(leftOver.toHandle()));
            assertThat(child).hasToString("child");
        }
    }

    @Test
    void shouldSpareProcessWhenOnlyItsIdIsTheSame() throws Exception {
        // Given
        Process innocent = sleep();
        new PidFile(pidFile()).write(innocent.toHandle());
        String began = ProcessStart.of(innocent.toHandle()).orElseThrow();
        String earlier = ProcessStart.of(ProcessHandle.current()).orElseThrow();
        Files.writeString(pidFile(), Files.readString(pidFile()).replace(escaped(began), escaped(earlier)));

        // When
        try (ChildProcess child = start("exec sleep 60")) {

            // Then
            assertThat(child).isNotNull();
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void shouldKeepItsEnvironmentToItselfWhenStarted() throws Exception {
        // Given
        Set<String> shellsOwn = Set.of("PWD", "OLDPWD", "SHLVL", "_");

        // When
        try (ChildProcess child = ChildProcess.start(
                spawner,
                "child",
                List.of(SHELL.toString(), "-c", "env; echo printed; exec sleep 60"),
                Map.of("GIVEN", "1"),
                folder,
                BOUND)) {
            child.awaitReady(() -> child.hasLogged("printed"), BOUND);

            // Then
            assertThat(Files.readAllLines(folder.resolve("child.log")))
                    .filteredOn(line -> line.contains("="))
                    .extracting(line -> line.substring(0, line.indexOf('=')))
                    .filteredOn(name -> !shellsOwn.contains(name))
                    .contains("GIVEN", "PATH")
                    .isSubsetOf(
                            "GIVEN",
                            "PATH",
                            "LD_LIBRARY_PATH",
                            "HOME",
                            "USER",
                            "LOGNAME",
                            "LANG",
                            "LC_ALL",
                            "LC_CTYPE",
                            "TZ",
                            "TMPDIR");
        }
    }

    @Test
    void shouldKillChildWhenItIgnoresTheRequestToEnd() {
        // Given
        ChildProcess child = ChildProcess.start(
                spawner,
                "child",
                List.of(SHELL.toString(), "-c", "trap '' TERM; echo ready; while true; do sleep 1; done"),
                Map.of(),
                folder,
                Duration.ofMillis(200));
        child.awaitReady(() -> child.hasLogged("ready"), BOUND);

        // When
        child.close();

        // Then
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldBeOutOfReachOfTheTerminalsInterruptWhenStarted() throws Exception {
        // Given
        Path stat = Path.of("/proc/self/stat");

        // When
        try (ChildProcess child = start("cut -d ' ' -f 5 /proc/$$/stat; echo printed; exec sleep 60")) {
            child.awaitReady(() -> child.hasLogged("printed"), BOUND);

            // Then
            String group = Files.readAllLines(folder.resolve("child.log")).get(0);
            String ours = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1)[2];
            assertThat(group).isNotEqualTo(ours);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRunAtLowerPriorityWhenCpuIsScarce() throws Exception {
        // Given
        Path group = Path.of("/proc/self/autogroup");
        String ours = Files.exists(group) ? Files.readString(group) : "";

        // When
        try (ChildProcess child = start("nice; cat /proc/self/autogroup; echo printed; exec sleep 60")) {
            child.awaitReady(() -> child.hasLogged("printed"), BOUND);

            // Then
            List<String> lines = Files.readAllLines(folder.resolve("child.log"));
            assertThat(Integer.parseInt(lines.get(0))).isGreaterThanOrEqualTo(5);
            if (!ours.isEmpty()) {
                assertThat(lines.get(1)).startsWith("/autogroup").endsWith(" nice 5");
                assertThat(Files.readString(group)).isEqualTo(ours);
            }
        }
    }

    @Test
    void shouldTellTheEndOfTheLogWhenChildEndsWhileStarting() {
        // Given
        ChildProcess child = start("echo the reason; exit 3");

        // When
        // Then
        assertThatThrownBy(() -> child.awaitReady(() -> false, BOUND))
                .isInstanceOf(ServerException.class)
                .hasMessageContainingAll("child", "3", "the reason");
    }

    @Test
    void shouldGiveUpWhenChildIsNotReadyInTime() {
        // Given
        ChildProcess child = start("exec sleep 60");

        // When
        // Then
        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(50)))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("not ready");
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void shouldEndChildrenThatAreLeftWhenSpawnerIsClosed() {
        // Given
        ChildProcess first = start("exec sleep 60");
        ChildProcess second = ChildProcess.start(
                spawner, "second", List.of(SHELL.toString(), "-c", "exec sleep 60"), Map.of(), folder, BOUND);

        // When
        spawner.close();

        // Then
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isFalse();
        assertThat(pidFile()).doesNotExist();
        assertThatThrownBy(() -> start("exec sleep 60"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private ChildProcess start(String script) {
        return ChildProcess.start(spawner, "child", List.of(SHELL.toString(), "-c", script), Map.of(), folder, BOUND);
    }

    private Path pidFile() {
        return folder.resolve("child.pid");
    }

    private static Process sleep() throws IOException {
        return new ProcessBuilder(Executables.find("sleep").orElseThrow().toString(), "60").start();
    }

    /** As a properties file has it. */
    private static String escaped(String value) {
        return value.replace(":", "\\:");
    }

    private static boolean isSleep(String command) {
        return Optional.of(command).filter(name -> name.endsWith("sleep")).isPresent();
    }
}
